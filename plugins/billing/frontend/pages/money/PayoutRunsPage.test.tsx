import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import type { PayoutPlanView, PayoutRun } from '../../../contract';
import PayoutRunsPage from './PayoutRunsPage';
import { admin, moneyServer, paged, sent, show, takes } from '../../testing/money';

const planned = {
  orgId: 'seller',
  orgName: 'Sellers Inc',
  currency: 'usd',
  amount: '698.60',
  decision: 'pay',
  reason: null,
  accountState: 'enabled',
  lastMonth: null,
  change: '698.60',
  difference: 'new',
} as const;
const waiting = {
  ...planned,
  orgId: 'small',
  orgName: 'Small',
  amount: '3.00',
  decision: 'pending',
  reason: 'below_minimum',
} as const;
const plan: PayoutPlanView = {
  month: '2026-10',
  hash: 'f'.repeat(64),
  closed: true,
  payouts: [planned, waiting],
  totals: [{ currency: 'usd', toPay: '698.60', pending: '3.00', lastMonth: '0.00' }],
};
const run: PayoutRun = {
  id: 'run-1',
  month: '2026-10',
  state: 'awaiting_approval',
  requestedBy: 'user-1',
  decidedBy: 'Bob',
  reason: 'Sellers wait for October',
  planHash: plan.hash,
  createdAt: 0,
  finishedAt: null,
  counts: { pending: 0, processing: 0, paid: 2, failed: 1, canceled: 0 },
};
const server = moneyServer(
  http.get(`${admin}/payouts/preview`, () => HttpResponse.json(plan)),
  http.get(`${admin}/payout-runs`, () => HttpResponse.json({ runs: [run], ...paged, secondApproval: true })),
  http.post(`${admin}/payout-runs`, takes(run, 202)),
  http.post(`${admin}/payout-runs/:id/approve`, takes({ ...run, state: 'running' })),
  http.get(`${admin}/payouts`, () => HttpResponse.json({ payouts: [], total: 0, pageSize: 25 })),
);

it('runs no month that is not closed, and says what its dry run lacks', async () => {
  server.use(http.get(`${admin}/payouts/preview`, () => HttpResponse.json({ ...plan, closed: false })));
  show(<PayoutRunsPage />, '/?month=2026-11');
  expect(await screen.findByText(/not closed yet: its shares are not among these amounts/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Run payouts' })).toBeDisabled();
});

it('pays what the dry run showed, with a reason, and lets a second person approve', async () => {
  const user = show(<PayoutRunsPage />, '/?month=2026-10');
  const table = await screen.findByRole('table', { name: /Planned payouts/ });
  expect(within(table).getByText('below the minimum')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Run payouts' }));
  const dialog = await screen.findByRole('dialog', { name: 'Pay October 2026?' });
  expect(dialog).toHaveTextContent('$698.60 wait then for the approval of a second person');
  await user.type(within(dialog).getByRole('textbox'), 'Monthly run');
  await user.click(within(dialog).getByRole('button', { name: 'Run payouts' }));
  await waitFor(() =>
    expect(sent).toEqual([{ month: '2026-10', planHash: plan.hash, reason: 'Monthly run' }]),
  );

  expect(screen.getByText('2 paid, 1 failed')).toBeInTheDocument();
  expect(screen.getByText('decided by Bob')).toBeInTheDocument();
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  await user.click(screen.getByRole('button', { name: 'Approve the run for October 2026?' }));
  const approval = await screen.findByRole('dialog', { name: /Approve the run/ });
  const said = (name: string) => within(approval).getByText(name).nextElementSibling?.textContent;
  expect(['Total', 'Payouts', 'Month', 'Asked for by', 'Reason given'].map(said)).toEqual([
    '$698.60',
    '1',
    'October 2026',
    'user-1',
    'Sellers wait for October',
  ]);
  await user.type(within(approval).getByRole('textbox'), 'Checked');
  await user.click(within(approval).getByRole('button', { name: 'Approve' }));
  await waitFor(() => expect(sent[1]).toEqual({ id: 'run-1', reason: 'Checked' }));
});

it('shows no amounts of a run whose balances have changed, and says that it cannot be approved', async () => {
  server.use(
    http.get(`${admin}/payouts/preview`, () => HttpResponse.json({ ...plan, hash: '0'.repeat(64) })),
  );
  const user = show(<PayoutRunsPage />, '/?month=2026-10');
  await user.click(await screen.findByRole('button', { name: 'Approve the run for October 2026?' }));
  const dialog = await screen.findByRole('dialog');
  expect(await within(dialog).findByText(/It can only be rejected/)).toBeVisible();
  expect(dialog).not.toHaveTextContent('698.60');
});
