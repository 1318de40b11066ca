import { TestPortal, testSession } from '@netcrab/ui/testing';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { ReactNode } from 'react';
import type {
  BillingProfileView,
  ChangePreview,
  InvoiceView,
  PendingUpgradeView,
  SubscriptionView,
} from '../contract';
import BillingSettingsPage from './pages/buyer/BillingSettingsPage';
import ChangePlanPage from './pages/buyer/ChangePlanPage';
import SubscriptionsPage from './pages/buyer/SubscriptionsPage';
import { bought, crm, december, flows, november, problem, tiers, usd } from './testing/purchases';

const invoice = (overrides: Partial<InvoiceView> = {}): InvoiceView => ({
  id: 'in_1',
  number: 'NC-0001',
  status: 'paid',
  createdAt: november,
  total: usd('593.81'),
  paid: usd('593.81'),
  pageUrl: 'http://sandbox.test/i/1',
  pdfUrl: 'http://sandbox.test/i/1.pdf',
  receiptUrl: null,
  ...overrides,
});
const preview: ChangePreview = {
  effective: 'now',
  effectiveAt: november,
  dueNow: usd('850.12'),
  thenMonthly: usd('1500.00'),
  lines: [
    { description: 'Unused time on Standard', amount: usd('-312.40') },
    { description: 'Remaining time on Pro', amount: usd('1162.52') },
  ],
  confirmation: 'signed',
};
let own: SubscriptionView[] = [];
let invoices: InvoiceView[] = [];
let profile: BillingProfileView;
const sent: unknown[] = [];
const keep = async (request: Request) => {
  const body = await request.text();
  sent.push({ [new URL(request.url).pathname.split('/').slice(3).join('/')]: body && JSON.parse(body) });
};
const subscriptions = '*/v1/marketplace/subscriptions/:id';
const server = setupServer(
  http.get('*/v1/marketplace/tiers', () => HttpResponse.json({ tiers })),
  http.get('*/api/billing/mode', () => HttpResponse.json({ mode: 'test' })),
  http.get('*/v1/marketplace/purchasable-packs', () => HttpResponse.json({ packs: [crm, flows] })),
  http.get('*/api/billing/subscriptions', () => HttpResponse.json({ subscriptions: own, packs: [] })),
  http.get('*/v1/marketplace/invoices', ({ request }) => {
    const after = new URL(request.url).searchParams.get('after');
    return after === null
      ? HttpResponse.json({ invoices, more: invoices.length > 0 })
      : HttpResponse.json({ invoices: [invoice({ id: `before-${after}`, number: 'NC-0000' })], more: false });
  }),
  http.post('*/v1/marketplace/billing-portal', () => HttpResponse.json({ url: '#portal' })),
  http.get('*/api/billing/profile', () => HttpResponse.json(profile)),
  http.put('*/api/billing/profile', async ({ request }) => {
    await keep(request.clone());
    return HttpResponse.json(await request.json());
  }),
  http.post(`${subscriptions}/cancel`, async ({ request }) => {
    await keep(request);
    return HttpResponse.json(own[0]);
  }),
  http.post(`${subscriptions}/resume`, async ({ request }) => {
    await keep(request);
    return HttpResponse.json(own[0]);
  }),
  http.post(`${subscriptions}/change-preview`, async ({ request }) => {
    await keep(request);
    return HttpResponse.json(preview);
  }),
  http.post(`${subscriptions}/change`, async ({ request }) => {
    await keep(request);
    return HttpResponse.json(own[0]);
  }),
  http.put(`${subscriptions}/packs`, async ({ request }) => {
    await keep(request);
    return HttpResponse.json(own[0]);
  }),
);
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => {
  own = [];
  invoices = [];
  profile = { billingEmail: null, country: null };
  sent.length = 0;
  window.location.hash = '';
});
afterEach(() => {
  jest.useRealTimers();
  server.resetHandlers();
});
afterAll(() => server.close());

const buyer = testSession({ permissions: ['billing:manage', 'subscriptions:read'] });
const viewer = testSession({ permissions: ['subscriptions:read'] });
const plugins = [{ id: 'pack-catalog', status: 'ready', reason: null, config: {} }] as const;
const billing = { stripe: { automaticTax: true } };
const taxing = [...plugins, { id: 'billing', status: 'ready', reason: null, config: billing }] as const;
const show = (page: ReactNode, { session = buyer, path = '/', route = '*', taxed = false } = {}) => {
  render(
    <TestPortal session={session} path={path} route={route} boot={{ plugins: taxed ? taxing : plugins }}>
      {page}
    </TestPortal>,
  );
  return userEvent.setup();
};
const pending: PendingUpgradeView = {
  tier: 'pro',
  packs: [crm, flows],
  due: usd('850.12'),
  expiresAt: december,
  payUrl: 'http://sandbox.test/invoices/in_2',
};
const purchase = (overrides: Partial<NonNullable<SubscriptionView['purchase']>>) => ({
  ...bought().purchase!,
  ...overrides,
});

describe('subscriptions page', () => {
  it('shows what is covered, what it costs and when it is next invoiced', async () => {
    own = [
      bought(),
      bought({ id: 'sub-2', tier: 'enterprise', packs: null, purchase: undefined }),
      bought({ id: 'sub-3', tier: 'pro', state: 'ended', packs: [flows], endsAt: november }),
    ];
    show(<SubscriptionsPage />);
    const card = await screen.findByRole('region', { name: 'Standard' });
    expect(card).toHaveTextContent(/UX friction in CRM.*\$499\.00 a month.*1 Dec 2026/);
    expect(within(card).getByRole('link', { name: /Change tier or packs/ })).toHaveAttribute(
      'href',
      '/app/marketplace/subscriptions/sub-1/change',
    );
    const granted = screen.getByRole('region', { name: 'Enterprise' });
    expect(granted).toHaveTextContent(/Every pack.*By contract/);
    expect(within(granted).queryByRole('button')).not.toBeInTheDocument();
    expect(screen.getByRole('table', { name: 'Subscriptions that have ended' })).toHaveTextContent(
      /Support flows/,
    );
    expect(await screen.findByText(/Stripe’s test mode/)).toBeInTheDocument();
  });

  it('says that prices are before tax where Stripe adds it', async () => {
    own = [bought()];
    show(<SubscriptionsPage />, { taxed: true });
    expect(await screen.findByRole('region', { name: 'Standard' })).toHaveTextContent(
      /\$499\.00 a month, before tax/,
    );
  });

  it('leads to the catalogue when there is none', async () => {
    show(<SubscriptionsPage />);
    expect(await screen.findByText('No subscription yet')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Browse the catalogue' })).toHaveAttribute(
      'href',
      '/marketplace',
    );
    expect(await screen.findByText('No invoice yet')).toBeInTheDocument();
  });

  it('cancels at the end of the period, after saying what that means', async () => {
    own = [bought()];
    const user = show(<SubscriptionsPage />);
    await user.click(await screen.findByRole('button', { name: 'Cancel the Standard subscription' }));
    const dialog = await screen.findByRole('dialog', { name: 'Cancel the Standard subscription?' });
    expect(dialog).toHaveTextContent(/keeps working until 1 Dec 2026/);
    await user.click(within(dialog).getByRole('button', { name: 'End it with the period' }));
    expect(await screen.findByText('It ends with the period that is paid.')).toBeInTheDocument();
    expect(sent).toEqual([{ 'subscriptions/sub-1/cancel': '' }]);
  });

  it('takes a cancellation back', async () => {
    own = [bought({ purchase: purchase({ cancelAtPeriodEnd: true }) })];
    const user = show(<SubscriptionsPage />);
    expect(await screen.findByText(/paid until then, not renewed/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Keep it after all' }));
    expect(await screen.findByText(/The cancellation is taken back/)).toBeInTheDocument();
    expect(sent).toEqual([{ 'subscriptions/sub-1/resume': '' }]);
  });

  it('says until when an overdue one counts, and leads to the customer portal', async () => {
    own = [bought({ state: 'past_due', purchase: purchase({ graceEndsAt: december }) })];
    const user = show(<SubscriptionsPage />);
    const alert = (await screen.findByText('The last payment failed')).closest('[role="alert"]');
    expect(alert).toHaveTextContent(/rows stay open until 1 Dec 2026/);
    await user.click(within(alert as HTMLElement).getByRole('button', { name: 'Settle it at Stripe' }));
    await waitFor(() => expect(window.location.hash).toBe('#portal'));
    // The server changes no tier before the payment.
    expect(screen.queryByRole('link', { name: /Change tier/ })).not.toBeInTheDocument();
  });

  it('leads to the bank’s question while an upgrade waits for it, and shows when it counts', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    own = [bought({ purchase: purchase({ pending }) })];
    show(<SubscriptionsPage />);
    const card = await screen.findByRole('region', { name: 'Standard' });
    const alert = within(card).getByRole('alert');
    expect(alert).toHaveTextContent(/upgrade to Pro confirmed.*Support flows, for \$850\.12/);
    expect(within(alert).getByRole('link', { name: 'Confirm the payment at Stripe' })).toHaveAttribute(
      'href',
      'http://sandbox.test/invoices/in_2',
    );
    expect(screen.queryByRole('link', { name: /Change tier/ })).not.toBeInTheDocument();
    own = [bought({ tier: 'pro' })];
    await act(() => jest.advanceTimersByTimeAsync(5_000));
    expect(await screen.findByRole('region', { name: 'Pro' })).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('tells viewers who can confirm an upgrade', async () => {
    own = [bought({ purchase: purchase({ pending: { ...pending, payUrl: null } }) })];
    show(<SubscriptionsPage />, { session: viewer });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('A buyer admin can confirm it.');
    expect(within(alert).queryByRole('link')).not.toBeInTheDocument();
  });

  it('tells what counts from the next period on', async () => {
    own = [
      bought({
        tier: 'pro',
        purchase: purchase({
          price: usd('1500.00'),
          next: { at: december, tier: 'standard', packs: [crm], price: usd('499.00') },
        }),
      }),
    ];
    show(<SubscriptionsPage />);
    expect(await screen.findByRole('region', { name: 'Pro' })).toHaveTextContent(
      /\$1,500\.00 a month.*From.*1 Dec 2026.*: Standard with UX friction in CRM, \$499\.00 a month/,
    );
  });

  it('lists invoices with their documents, older ones on request', async () => {
    invoices = [
      invoice(),
      invoice({ id: 'in_2', number: null, status: 'draft', pageUrl: null, pdfUrl: null }),
    ];
    const user = show(<SubscriptionsPage />);
    const table = await screen.findByRole('table', { name: 'Invoices of your organisation' });
    expect(within(table).getByRole('link', { name: 'PDF of NC-0001' })).toHaveAttribute(
      'href',
      'http://sandbox.test/i/1.pdf',
    );
    expect(within(table).getAllByText('$593.81')).toHaveLength(2);
    await user.click(screen.getByRole('button', { name: 'Show older invoices' }));
    expect(await within(table).findByText('NC-0000')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Show older invoices' })).not.toBeInTheDocument();
  });

  it('shows a viewer the subscriptions alone', async () => {
    own = [bought()];
    show(<SubscriptionsPage />, { session: viewer });
    const card = await screen.findByRole('region', { name: 'Standard' });
    expect(within(card).queryByRole('button')).not.toBeInTheDocument();
    expect(screen.queryByText('Invoices and receipts')).not.toBeInTheDocument();
  });

  it('keeps the subscriptions in sight when the invoices fail', async () => {
    own = [bought()];
    server.use(
      http.get('*/v1/marketplace/invoices', () =>
        HttpResponse.json(problem('unavailable', 'Stripe does not answer.'), { status: 503 }),
      ),
    );
    show(<SubscriptionsPage />);
    expect(await screen.findByText('Stripe does not answer.')).toBeInTheDocument();
    expect(await screen.findByRole('region', { name: 'Standard' })).toBeInTheDocument();
  });
});

describe('change of a plan', () => {
  const at = { path: '/app/sub-1', route: '/app/:subscriptionId' };

  it('shows the server’s preview before it confirms exactly that', async () => {
    own = [bought()];
    const user = show(<ChangePlanPage />, at);
    const see = await screen.findByRole('button', { name: 'See what it costs' });
    expect(see).toBeDisabled();
    await user.click(await screen.findByRole('radio', { name: /^Pro/ }));
    await user.click(see);
    const lines = await screen.findByRole('table', { name: 'What is charged for the change' });
    expect(lines).toHaveTextContent(/Unused time on Standard.*-\$312\.40/);
    expect(screen.getByText('$850.12')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Pay and change' }));
    expect(await screen.findByText('The plan is changed.')).toBeInTheDocument();
    expect(sent).toEqual([
      { 'subscriptions/sub-1/change-preview': { tier: 'pro', packIds: ['crm_v1'] } },
      { 'subscriptions/sub-1/change': { confirmation: 'signed' } },
    ]);
    expect(screen.getByTestId('location')).toHaveTextContent('/app/marketplace/subscriptions');
  });

  it.each([true, false])('says what of it is with tax where there is any: %s', async taxed => {
    own = [bought()];
    const user = show(<ChangePlanPage />, { ...at, taxed });
    await user.click(await screen.findByRole('radio', { name: /^Pro/ }));
    await user.click(screen.getByRole('button', { name: 'See what it costs' }));
    expect(await screen.findByText(taxed ? 'Due now, tax included' : 'Due now')).toBeInTheDocument();
    expect(screen.getByText(taxed ? 'Then a month, before tax' : 'Then a month')).toBeInTheDocument();
  });

  it('says so when the bank wants the payment confirmed', async () => {
    own = [bought()];
    server.use(
      http.post(`${subscriptions}/change`, () =>
        HttpResponse.json(bought({ purchase: purchase({ pending }) })),
      ),
    );
    const user = show(<ChangePlanPage />, at);
    await user.click(await screen.findByRole('radio', { name: /^Pro/ }));
    await user.click(screen.getByRole('button', { name: 'See what it costs' }));
    await user.click(await screen.findByRole('button', { name: 'Pay and change' }));
    expect(await screen.findByText('Your bank wants this payment confirmed.')).toBeInTheDocument();
    expect(screen.getByTestId('location')).toHaveTextContent('/app/marketplace/subscriptions');
  });

  it('forgets the preview when the choice changes, and says when the card is refused', async () => {
    own = [bought()];
    server.use(
      http.post(`${subscriptions}/change`, () =>
        HttpResponse.json(problem('payment_required', 'The card was declined.'), { status: 402 }),
      ),
    );
    const user = show(<ChangePlanPage />, at);
    await user.click(await screen.findByRole('radio', { name: /^Pro/ }));
    await user.click(screen.getByRole('button', { name: 'See what it costs' }));
    await user.click(await screen.findByRole('button', { name: 'Pay and change' }));
    expect(await screen.findByText('The card was declined.')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Payment methods' })).toBeInTheDocument();
    await user.click(screen.getByRole('radio', { name: /^Standard/ }));
    expect(screen.queryByText('The card was declined.')).not.toBeInTheDocument();
  });

  it('saves the packs of Pro without a price', async () => {
    own = [bought({ tier: 'pro' })];
    const user = show(<ChangePlanPage />, at);
    await user.click(await screen.findByRole('combobox', { name: 'Packs' }));
    await user.click(await screen.findByRole('option', { name: flows.title }));
    await user.click(screen.getByRole('button', { name: 'Save the packs' }));
    expect(await screen.findByText('The packs are changed.')).toBeInTheDocument();
    expect(sent).toEqual([{ 'subscriptions/sub-1/packs': { packIds: ['crm_v1', 'flows_v1'] } }]);
  });

  it('asks which pack stays when the tier covers fewer', async () => {
    own = [bought({ tier: 'pro', packs: [crm, flows] })];
    const user = show(<ChangePlanPage />, at);
    await user.click(await screen.findByRole('radio', { name: /^Standard/ }));
    expect(screen.getByText('Standard covers one pack: take some out.')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'See what it costs' })).toBeDisabled();
  });

  it('does not offer it for what was granted or is unknown', async () => {
    own = [bought({ purchase: undefined })];
    show(<ChangePlanPage />, at);
    expect(await screen.findByText('No such subscription to change')).toBeInTheDocument();
  });
});

describe('billing settings', () => {
  it('checks and saves e-mail and country', async () => {
    const user = show(<BillingSettingsPage />);
    const email = await screen.findByRole('textbox', { name: /Billing e-mail/ });
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(screen.getByText('Write an e-mail address')).toBeInTheDocument();
    await user.type(email, 'bills@example.com');
    const country = screen.getByRole('combobox', { name: /Country/ });
    const named = within(country).getAllByRole('option');
    expect(named).toHaveLength(251);
    expect(named.map(option => option.textContent)).not.toContain('European Union');
    await user.selectOptions(country, 'Germany');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('The billing profile is saved.')).toBeInTheDocument();
    expect(sent).toEqual([{ profile: { billingEmail: 'bills@example.com', country: 'DE' } }]);
  });
});
