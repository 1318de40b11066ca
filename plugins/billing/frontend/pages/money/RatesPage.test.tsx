import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import RatesPage from './RatesPage';
import { admin, moneyServer, sent, show, takes } from '../../testing/money';

moneyServer(
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
