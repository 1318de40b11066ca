import { TestPortal, testSession } from '@netcrab/ui/testing';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { Route, Routes } from 'react-router';
import type {
  OwnPayouts,
  Payout,
  PayoutAccount,
  PayoutMonth,
  PayoutPack,
  RevenueProjection,
} from '../contract';
import PayoutMonthPage from './pages/payouts/PayoutMonthPage';
import PayoutPackPage from './pages/payouts/PayoutPackPage';
import PayoutsPage from './pages/payouts/PayoutsPage';
import SellerPackPage from './pages/seller/SellerPackPage';
import SellerPage from './pages/seller/SellerPage';

const crm = { packId: 'crm_v1', packTitle: 'UX friction in CRM' };
const projection: RevenueProjection = {
  month: '2026-11',
  currency: 'usd',
  projected: { low: '120.00', high: '340.00' },
  payable: '77.10',
  formula: {
    share: 'share = yours ÷ all',
    low: 'low = received',
    high: 'high = due',
    impact: 'impact = share',
  },
  assumptions: ['Nobody cancels.'],
  packs: [
    {
      ...crm,
      status: 'contributing',
      sessions: 1800,
      totalSessions: 10_000,
      share: 0.18,
      received: '499.00',
      projected: { low: '62.87', high: '62.87' },
      impact: { low: '10.00', high: '62.87' },
    },
  ],
  history: [{ month: '2026-10', earned: '77.10', packs: [{ ...crm, earned: '77.10' }] }],
};
const account = (overrides: Partial<PayoutAccount> = {}): PayoutAccount => ({
  state: 'not_started',
  missing: [],
  dueBy: null,
  country: null,
  currency: null,
  bankProblem: null,
  updatedAt: null,
  ...overrides,
});
const payout: Payout = {
  id: 'po-1',
  orgId: 'acme',
  month: '2026-10',
  currency: 'usd',
  amount: '77.10',
  state: 'pending',
  reason: 'no_account',
  message: 'Connect a payout account to receive $77.10',
  transferId: null,
  createdAt: 0,
  paidAt: null,
};
const payouts: OwnPayouts = {
  account: account(),
  balances: [{ currency: 'usd', payable: '77.10', inTransit: '0.00', paidToDate: '0.00', minimum: '10.00' }],
  nextPayoutAt: Date.parse('2026-12-05T06:00:00Z'),
  months: [{ month: '2026-10', currency: 'usd', earned: '77.10', closingBalance: '77.10', payout }],
};
const month: PayoutMonth = {
  month: '2026-10',
  currency: 'usd',
  opening: '5.00',
  shares: [{ ...crm, sessions: 180, totalSessions: 1000, amount: '75.10' }],
  sharesTotal: '75.10',
  salesTotal: '0.00',
  refunds: [{ id: 'e-1', at: 0, description: 'Refund', ...crm, correctsMonth: '2026-09', amount: '-3.00' }],
  refundsTotal: '-3.00',
  adjustments: [],
  adjustmentsTotal: '0.00',
  withheld: '0.00',
  payable: '77.10',
  payout: { ...payout, state: 'failed', reason: 'transfer_failed', message: 'Stripe was down.' },
  attempts: [{ number: 1, state: 'failed', startedAt: 0, finishedAt: 1, error: 'Stripe was down.' }],
};
const pack: PayoutPack = {
  ...crm,
  month: '2026-10',
  currency: 'usd',
  grossRevenue: '596.04',
  platformFee: '178.81',
  pool: '417.23',
  sessions: 180,
  totalSessions: 1000,
  share: '75.10',
  countsHash: 'ab'.repeat(32),
  payments: [{ reference: 'ch_1', receivedAt: 0, portion: '596.04', returned: '0.00' }],
  totalPayments: 1,
  pageSize: 25,
};

let shownProjection = projection;
let shownPayouts = payouts;
const asked: string[] = [];
const own = '*/v1/marketplace';
const server = setupServer(
  http.get(`${own}/revenue/projection`, () => HttpResponse.json(shownProjection)),
  http.get(`${own}/payouts`, () => HttpResponse.json(shownPayouts)),
  http.get(`${own}/payouts/months/:month`, ({ request }) => {
    asked.push(new URL(request.url).search);
    return HttpResponse.json(month);
  }),
  http.get(`${own}/payouts/months/:month/packs/:packId`, () => HttpResponse.json(pack)),
);
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => {
  shownProjection = projection;
  shownPayouts = payouts;
  asked.length = 0;
});
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const session = testSession({ permissions: ['earnings:read', 'payouts:account'] });
const show = (path: string) => {
  render(
    <TestPortal path={path} session={session}>
      <Routes>
        <Route path="/app/marketplace/seller" element={<SellerPage />} />
        <Route path="/app/marketplace/seller/:packId" element={<SellerPackPage />} />
        <Route path="/app/marketplace/payouts" element={<PayoutsPage />} />
        <Route path="/app/marketplace/payouts/:month" element={<PayoutMonthPage />} />
        <Route path="/app/marketplace/payouts/:month/packs/:packId" element={<PayoutPackPage />} />
      </Routes>
    </TestPortal>,
  );
  return userEvent.setup();
};

describe('revenue page', () => {
  it('shows the projection as a range, with its formula, assumptions and history', async () => {
    show('/app/marketplace/seller');
    expect(await screen.findByText('$120.00 – $340.00')).toBeInTheDocument();
    for (const text of ['share = yours ÷ all', 'Nobody cancels.', 'Contributing', '18 %', 'October 2026'])
      expect(screen.getAllByText(text)[0]).toBeInTheDocument();
    expect(screen.getByRole('link', { name: crm.packTitle })).toHaveAttribute(
      'href',
      '/app/marketplace/seller/crm_v1',
    );
  });

  it('leads to the opt-in when there is nothing to earn from', async () => {
    shownProjection = { ...projection, packs: [], history: [] };
    show('/app/marketplace/seller');
    expect(await screen.findByRole('link', { name: 'Choose packs' })).toHaveAttribute(
      'href',
      '/app/marketplace/opt-in',
    );
  });

  it('tells the part of a pack’s sessions, and what buyers see', async () => {
    show('/app/marketplace/seller/crm_v1');
    expect(
      await screen.findByText(/contributes 18 % of the sessions of UX friction in CRM/),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Open the pack’s page' })).toHaveAttribute(
      'href',
      '/marketplace/packs/crm_v1',
    );
  });

  it('says that a pack is not among the org’s', async () => {
    show('/app/marketplace/seller/other');
    expect(await screen.findByText('No such pack among yours')).toBeInTheDocument();
  });
});

describe('payouts page', () => {
  it('says why a month waits, and how to be paid', async () => {
    show('/app/marketplace/payouts');
    expect(await screen.findByText('Connect an account to be paid')).toBeInTheDocument();
    expect(screen.getByText('Connect a payout account to receive $77.10')).toBeInTheDocument();
    expect(screen.getByText('paid from $10.00 on')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'October 2026' })).toHaveAttribute(
      'href',
      '/app/marketplace/payouts/2026-10?currency=usd',
    );
  });

  it('asks for the country once, and shows what Stripe answered when it fails', async () => {
    const sent: unknown[] = [];
    const error = {
      code: 'unavailable',
      message: 'Stripe does not answer. Try again in a minute.',
      requestId: 'r-1',
    };
    server.use(
      http.post(`${own}/payouts/connect-link`, async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json({ error }, { status: 503 });
      }),
    );
    const user = show('/app/marketplace/payouts');
    await user.selectOptions(await screen.findByRole('combobox', { name: /Country/ }), 'Germany');
    await user.click(screen.getByRole('button', { name: 'Connect with Stripe' }));
    expect(await screen.findByText(error.message)).toBeInTheDocument();
    expect(sent).toEqual([{ country: 'DE' }]);
  });

  it('names what Stripe still wants', async () => {
    const missing = [{ requirement: 'external_account', title: 'A bank account', overdue: true }];
    shownPayouts = {
      ...payouts,
      account: account({
        state: 'restricted',
        country: 'DE',
        missing,
        dueBy: 1,
        bankProblem: 'account closed',
      }),
    };
    show('/app/marketplace/payouts');
    expect(await screen.findByText(/A bank account/)).toHaveTextContent('overdue');
    expect(screen.getByText(/account closed/)).toBeInTheDocument();
    expect(screen.queryByRole('combobox', { name: /Country/ })).not.toBeInTheDocument();
  });

  it('adds a month up from its opening to what is payable, with the statement to take along', async () => {
    show('/app/marketplace/payouts/2026-10?currency=usd');
    const table = await screen.findByRole('table', { name: /Opening balance/ });
    expect(
      within(table)
        .getAllByRole('row')
        .map(row => row.textContent),
    ).toEqual([
      'Carried over from earlier months$5.00',
      'Shares of packs$75.10',
      'Refunds-$3.00',
      'Payable$77.10',
    ]);
    expect(asked).toEqual(['?currency=usd']);
    expect(screen.getByRole('link', { name: 'Statement of October 2026, PDF' })).toHaveAttribute(
      'href',
      '/v1/marketplace/statements?month=2026-10-01&currency=usd&format=pdf',
    );
    expect(screen.getByText(/corrects September 2026/)).toBeInTheDocument();
    expect(screen.getAllByText('Stripe was down.')).toHaveLength(2);
  });

  it('drills from a share to the sessions and payments behind it', async () => {
    show('/app/marketplace/payouts/2026-10/packs/crm_v1?currency=usd');
    const table = await screen.findByRole('table', { name: /Revenue, fee, pool/ });
    expect(
      within(table)
        .getAllByRole('row')
        .map(row => row.textContent),
    ).toEqual([
      'Received for the month, without tax and refunds$596.04',
      'Platform fee-$178.81',
      'Pool shared by sessions$417.23',
      'Your share: 180 of 1,000 sessions$75.10',
    ]);
    expect(screen.getByText('ch_1')).toBeInTheDocument();
  });
});
