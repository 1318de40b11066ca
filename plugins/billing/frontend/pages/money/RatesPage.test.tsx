import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import RatesPage from './RatesPage';
import { admin, moneyServer, sent, show, takes } from '../../testing/money';

const server = moneyServer(
  http.get(`${admin}/commission-rates`, () => HttpResponse.json({ rates: [], configured: '0.30' })),
  http.post(`${admin}/commission-rates`, takes({}, 201)),
);

it('sets a rate from its percentage, for a coming month', async () => {
  const user = show(<RatesPage />);
  expect(await screen.findByText('The configured 30 % counts')).toBeVisible();
  await user.click(await screen.findByRole('button', { name: 'Set a rate' }));
  const dialog = await screen.findByRole('dialog', { name: 'Set a rate' });
  await user.type(within(dialog).getByRole('textbox', { name: /percent/ }), '7.5');
  await user.type(within(dialog).getByRole('textbox', { name: /Reason/ }), 'Launch');
  await user.click(within(dialog).getByRole('button', { name: 'Set a rate' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ scope: 'default', rate: '0.075', reason: 'Launch' });
});

it('says why no rate is set for a month that has begun, by this clock or by the portal’s', async () => {
  const user = show(<RatesPage />);
  await user.click(await screen.findByRole('button', { name: 'Set a rate' }));
  const dialog = await screen.findByRole('dialog', { name: 'Set a rate' });
  await user.type(within(dialog).getByRole('textbox', { name: /percent/ }), '7.5');
  await user.type(within(dialog).getByRole('textbox', { name: /Reason/ }), 'Launch');
  const month = within(dialog).getByLabelText(/From month/);
  const coming = (month as HTMLInputElement).value;
  fireEvent.change(month, { target: { value: '2026-01' } });
  expect(month).toBeInvalid();
  expect(month).toHaveAccessibleDescription(/^This month has begun. Choose \S+ \d{4} or a later one\.$/);
  const button = within(dialog).getByRole('button', { name: 'Set a rate' });
  await user.click(button);
  expect(sent).toHaveLength(0);

  const message = 'The month has begun, and buyers and sellers rely on its rate. Choose a coming one';
  server.use(
    http.post(
      `${admin}/commission-rates`,
      takes({ error: { code: 'invalid_request', message, requestId: 'r' } }, 400),
    ),
  );
  fireEvent.change(month, { target: { value: coming } });
  await user.click(button);
  expect(await within(dialog).findByRole('alert')).toHaveTextContent(message);
});
