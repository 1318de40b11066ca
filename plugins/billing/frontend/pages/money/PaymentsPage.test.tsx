import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import type { DisputeView, PaymentView } from '../../../contract';
import PaymentsPage from './PaymentsPage';
import { admin, moneyServer, paged, sent, show, takes, usd } from '../../testing/money';

const payment: PaymentView = {
  id: 'ch_1',
  orgId: 'acme',
  orgName: 'Acme',
  invoiceId: 'in_1',
  orderId: null,
  paidAt: 0,
  gross: usd('499.00'),
  tax: usd('0.00'),
  refunded: usd('99.00'),
  disputed: usd('0.00'),
  portions: [],
};
const server = moneyServer(
  http.get(`${admin}/payments`, () => HttpResponse.json({ payments: [payment], ...paged })),
  http.post(`${admin}/payments/:id/refund`, takes(payment)),
  http.get(`${admin}/disputes`, () => HttpResponse.json({ disputes: [], total: 0, pageSize: 25 })),
);

it('refunds a part, at most what is left, under one key', async () => {
  const user = show(<PaymentsPage />);
  await user.click(await screen.findByRole('button', { name: 'Refund: Acme, ch_1' }));
  const dialog = await screen.findByRole('dialog', { name: 'Refund Acme?' });
  expect(dialog).toHaveTextContent('At most $400.00');
  await user.type(within(dialog).getByRole('textbox', { name: 'Amount' }), '12.50');
  await user.type(within(dialog).getByRole('textbox', { name: /Reason/ }), 'Outage');
  server.use(
    http.post(
      `${admin}/payments/:id/refund`,
      takes({ error: { code: 'unavailable', message: 'Down.', requestId: 'r' } }, 503),
      { once: true },
    ),
  );
  const button = within(dialog).getByRole('button', { name: 'Refund' });
  await user.click(button);
  expect(await within(dialog).findByText('Down.')).toBeInTheDocument();
  await user.click(button);
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[0]).toMatchObject({ id: 'ch_1', amount: '12.50', reason: 'Outage' });
  expect(sent[1]).toEqual(sent[0]);
});

it('shows until when evidence may be given, as long as it is awaited', async () => {
  const dispute: DisputeView = {
    id: 'dp_open',
    paymentId: 'ch_1',
    orgId: 'acme',
    orgName: 'Acme',
    status: 'needs_response',
    reason: 'fraudulent',
    amount: usd('499.00'),
    openedAt: Date.parse('2026-11-20T12:00:00Z'),
    evidenceDueBy: Date.parse('2026-11-27T12:00:00Z'),
    updatedAt: 0,
  };
  const disputes = [dispute, { ...dispute, id: 'dp_lost', status: 'lost' }];
  server.use(http.get(`${admin}/disputes`, () => HttpResponse.json({ disputes, ...paged, total: 2 })));
  show(<PaymentsPage />);
  const table = await screen.findByRole('table', { name: /Disputes/ });
  expect(within(table).getByRole('columnheader', { name: 'Evidence due' })).toBeVisible();
  const row = (id: string) => within(table).getByRole('row', { name: new RegExp(id) });
  expect(within(row('dp_open')).getByText('27 Nov 2026')).toBeVisible();
  expect(within(row('dp_lost')).queryByText('27 Nov 2026')).toBeNull();
});
