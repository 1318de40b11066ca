import { TestPortal, testSession } from '@netcrab/ui/testing';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router';
import type { PaymentView, PayoutPlanView, PayoutRun, Reconciliation, WebhookEventView } from '../contract';
import LedgerPage from './pages/money/LedgerPage';
import PaymentsPage from './pages/money/PaymentsPage';
import PayoutRunsPage from './pages/money/PayoutRunsPage';
import RatesPage from './pages/money/RatesPage';
import ReconciliationAttention from './home/ReconciliationAttention';
import ReconciliationPage from './pages/money/ReconciliationPage';
import RevenueMonthPage from './pages/money/RevenueMonthPage';
import RevenuePage from './pages/money/RevenuePage';
import WebhooksPage from './pages/money/WebhooksPage';

const usd = (amount: string) => ({ amount, currency: 'usd' });
const total = {
  currency: 'usd',
  gross: '998.00',
  platformFee: '299.40',
  pool: '698.60',
  unallocated: '0.00',
};
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
  decidedBy: null,
  planHash: plan.hash,
  createdAt: 0,
  finishedAt: null,
  counts: { pending: 0, processing: 0, paid: 2, failed: 1, canceled: 0 },
};
const event: WebhookEventView = {
  id: 'evt_1',
  endpoint: 'platform',
  account: null,
  type: 'invoice.paid',
  objectId: 'in_1',
  source: 'webhook',
  state: 'failed',
  attempts: 5,
  error: 'Stripe does not answer.',
  happenedAt: 0,
  receivedAt: 0,
  processedAt: null,
  nextAttemptAt: null,
};
const agreed: Reconciliation = {
  ranAt: 0,
  unavailable: null,
  problems: 0,
  from: 0,
  to: 1,
  totals: [{ currency: 'usd', stripe: '499.00', ledger: '499.00', difference: '0.00' }],
  differences: [],
  checks: [{ check: 'Frozen counts', ok: true, detail: '3 of 3 match their hash' }],
};

let reconciled = agreed;
let kept: Reconciliation | null = null;
const sent: unknown[] = [];
const asked: string[] = [];
const admin = '*/api/billing/admin';
/** Keeps what was sent, and answers. */
const takes = (answer: object, status = 200) =>
  async function take({ request, params }: { request: Request; params: object }) {
    const text = await request.text();
    // The wildcard of the origin is a parameter too, named 0.
    const named = Object.entries(params).filter(([name]) => name !== '0');
    sent.push({ ...Object.fromEntries(named), ...(text ? (JSON.parse(text) as object) : {}) });
    return HttpResponse.json(answer, { status });
  };
const paged = { total: 1, pageSize: 25 };
const server = setupServer(
  http.get(`${admin}/revenue`, () =>
    HttpResponse.json({ months: [{ month: '2025-10', state: 'open', closedAt: null, totals: [total] }] }),
  ),
  http.get(`${admin}/revenue/:month`, () =>
    HttpResponse.json({
      packs: [
        {
          ...total,
          packId: 'crm_v1',
          packTitle: 'CRM',
          totalSessions: 10,
          hash: 'a'.repeat(64),
          closedAt: 0,
        },
      ],
    }),
  ),
  http.post(`${admin}/revenue/:month/close`, takes({ runId: 'job-1' }, 202)),
  http.get(`${admin}/payouts/preview`, () => HttpResponse.json(plan)),
  http.get(`${admin}/payout-runs`, () => HttpResponse.json({ runs: [run], ...paged, secondApproval: true })),
  http.post(`${admin}/payout-runs`, takes(run, 202)),
  http.post(`${admin}/payout-runs/:id/approve`, takes({ ...run, state: 'running' })),
  http.get(`${admin}/payouts`, () => HttpResponse.json({ payouts: [], total: 0, pageSize: 25 })),
  http.get(`${admin}/payments`, () => HttpResponse.json({ payments: [payment], ...paged })),
  http.post(`${admin}/payments/:id/refund`, takes(payment)),
  http.get(`${admin}/disputes`, () => HttpResponse.json({ disputes: [], total: 0, pageSize: 25 })),
  http.get(`${admin}/ledger/trial-balance`, () =>
    HttpResponse.json({
      at: 0,
      accounts: [
        { account: 'stripe_clearing', balance: usd('499.00') },
        { account: 'deferred_revenue', balance: usd('-499.00') },
      ],
      sums: [usd('0.00')],
    }),
  ),
  http.get(`${admin}/ledger/entries`, ({ request }) => {
    asked.push(new URL(request.url).search);
    const entry = {
      postingId: 'p-1',
      kind: 'payment',
      description: 'Invoice in_1',
      effectiveAt: 0,
      postedAt: 0,
      reference: {},
      orgId: null,
      packId: null,
      month: null,
    };
    return HttpResponse.json({
      entries: [
        { ...entry, line: 0, account: 'stripe_clearing', amount: usd('499.00') },
        {
          ...entry,
          line: 1,
          account: 'deferred_revenue',
          packId: 'crm_v1',
          month: '2026-10',
          amount: usd('-499.00'),
        },
      ],
      ...paged,
      sums: [usd('0.00')],
    });
  }),
  http.post(`${admin}/ledger/journal`, takes({ outcome: 'posted' }, 201)),
  http.get(`${admin}/reconciliation/latest`, () => HttpResponse.json({ latest: kept })),
  http.post(`${admin}/reconciliation/check`, () => {
    kept = { ...agreed, problems: 2 };
    return HttpResponse.json({ latest: kept });
  }),
  http.get(`${admin}/reconciliation`, () => HttpResponse.json(reconciled)),
  http.get(`${admin}/commission-rates`, () => HttpResponse.json({ rates: [], configured: '0.30' })),
  http.post(`${admin}/commission-rates`, takes({}, 201)),
  http.get(`${admin}/webhooks`, () =>
    HttpResponse.json({
      events: [event],
      ...paged,
      counts: { received: 0, processed: 0, ignored: 0, failed: 1 },
    }),
  ),
  http.post(`${admin}/webhooks/:id/replay`, takes({ ...event, state: 'processed' })),
);
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => {
  reconciled = agreed;
  kept = null;
  sent.length = 0;
  asked.length = 0;
});
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const session = testSession({ permissions: ['money:read', 'money:manage', 'payouts:approve'] });
const show = (page: ReactNode, path = '/') => {
  render(
    <TestPortal path={path} session={session}>
      {page}
    </TestPortal>,
  );
  return userEvent.setup();
};

it('closes a month that is over, after saying what that means', async () => {
  const user = show(<RevenuePage />);
  await user.click(await screen.findByRole('button', { name: 'Close month: October 2025' }));
  const dialog = await screen.findByRole('dialog', { name: 'Close October 2025?' });
  expect(dialog).toHaveTextContent('never edited');
  await user.click(within(dialog).getByRole('button', { name: 'Close month' }));
  await waitFor(() => expect(sent).toEqual([{ month: '2025-10' }]));
});

it('lists the packs of a month with the hash of their counts', async () => {
  show(
    <Routes>
      <Route path="/admin/money/months/:month" element={<RevenueMonthPage />} />
    </Routes>,
    '/admin/money/months/2026-10',
  );
  expect(await screen.findByRole('link', { name: 'CRM' })).toBeInTheDocument();
  expect(screen.getByText('aaaaaaaaaaaa')).toBeInTheDocument();
});

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
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  await user.click(screen.getByRole('button', { name: 'Approve the run for October 2026?' }));
  const approval = await screen.findByRole('dialog', { name: /Approve the run/ });
  await user.type(within(approval).getByRole('textbox'), 'Checked');
  await user.click(within(approval).getByRole('button', { name: 'Approve' }));
  await waitFor(() => expect(sent[1]).toEqual({ id: 'run-1', reason: 'Checked' }));
});

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

it('shows that the ledger adds up, and its entries as debit and credit', async () => {
  show(<LedgerPage />, '/?account=stripe_clearing');
  expect(await screen.findByText(/Debits and credits are equal/)).toBeInTheDocument();
  const table = await screen.findByRole('table', { name: /Ledger entries/ });
  expect(within(table).getAllByText('$499.00')).toHaveLength(2);
  expect(asked).toEqual(['?account=stripe_clearing&page=1']);
});

it('posts a journal whose accounts say whose they are', async () => {
  const user = show(<LedgerPage />);
  await user.click(await screen.findByRole('button', { name: 'Post a journal' }));
  const dialog = await screen.findByRole('dialog', { name: 'Post a journal' });
  const type = (name: RegExp, text: string) => user.type(within(dialog).getByRole('textbox', { name }), text);
  await type(/Organisation id/, 'seller');
  await type(/Amount/, '12.50');
  await type(/Reason/, 'Goodwill');
  await user.click(within(dialog).getByRole('button', { name: 'Post' }));
  expect(await screen.findByText('The journal is posted.')).toBeInTheDocument();
  expect(sent).toEqual([
    {
      key: expect.any(String) as string,
      reason: 'Goodwill',
      entries: [
        { account: 'manual', side: 'debit', amount: '12.50', currency: 'usd' },
        { account: 'seller_payable', side: 'credit', amount: '12.50', currency: 'usd', orgId: 'seller' },
      ],
    },
  ]);
});

it('explains each difference between Stripe and the ledger', async () => {
  reconciled = {
    ...agreed,
    differences: [
      {
        source: 'po_1',
        type: 'payout',
        at: 0,
        currency: 'usd',
        stripe: '-100.00',
        ledger: '0.00',
        cause: 'bank_payout',
        explanation: 'Stripe paid the bank.',
      },
    ],
  };
  show(<ReconciliationPage />);
  expect(await screen.findByText('Stripe paid the bank.')).toBeInTheDocument();
  expect(screen.getByText(/3 of 3 match/)).toBeInTheDocument();
});

it('says that Stripe and the ledger agree', async () => {
  show(<ReconciliationPage />);
  expect(await screen.findByText('Stripe and the ledger agree to the cent.')).toBeInTheDocument();
});

it('shows the last check that was kept, and checks again', async () => {
  const user = show(<ReconciliationPage />);
  expect(await screen.findByText(/Nothing was checked yet/)).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Check now' }));
  expect(await screen.findByText('2 to look at')).toBeInTheDocument();
  expect(screen.getByText(/Last check that was kept/)).toBeInTheDocument();
});

it('shows the checks of the ledger without Stripe, and why', async () => {
  kept = reconciled = { ...agreed, totals: [], unavailable: 'The payment service does not answer.' };
  show(<ReconciliationPage />);
  expect(await screen.findByText('The payment service does not answer.')).toBeInTheDocument();
  expect(screen.getByText(/3 of 3 match/)).toBeInTheDocument();
  expect(await screen.findByText('Without Stripe')).toBeInTheDocument();
  expect(screen.queryByText('Stripe and the ledger agree to the cent.')).not.toBeInTheDocument();
});

it('mentions on the home page that the books do not add up', async () => {
  kept = { ...agreed, problems: 1 };
  show(<ReconciliationAttention />);
  expect(await screen.findByText('One thing in the books does not add up')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Look at the reconciliation' })).toBeInTheDocument();
});

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

it('replays a failed event', async () => {
  const user = show(<WebhooksPage />);
  expect(await screen.findByText('Stripe does not answer.')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Replay: invoice.paid, evt_1' }));
  expect(await screen.findByText('invoice.paid was processed again.')).toBeInTheDocument();
  expect(sent).toEqual([{ id: 'evt_1' }]);
});
