import { TestPortal, testSession } from '@netcrab/ui/testing';
import type { BootPlugin, PortalSession } from '@netcrab/plugin-api/frontend';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { PurchaseOptions } from '../contract';
import PurchasePage from './pages/buyer/PurchasePage';
import PackPurchase from './parts/buying/PackPurchase';
import { crm, flows, options, problem, terms, tiers } from './testing/purchases';

const third = { id: 'erp_v1', title: 'ERP benchmarks' };
let offer: PurchaseOptions;
const sent: unknown[] = [];
const server = setupServer(
  http.get('*/v1/marketplace/tiers', () => HttpResponse.json({ tiers })),
  http.get('*/api/billing/mode', () => HttpResponse.json({ mode: 'sandbox' })),
  http.get('*/v1/marketplace/purchasable-packs', () => HttpResponse.json({ packs: [crm, flows, third] })),
  http.get('*/v1/marketplace/packs/crm_v1/purchase-options', () => HttpResponse.json(offer)),
  http.post('*/v1/marketplace/packs/crm_v1/checkout-session', async ({ request }) => {
    sent.push(await request.json());
    return HttpResponse.json({ url: '#checkout', orderId: 'order-1' }, { status: 201 });
  }),
);
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => {
  offer = options();
  sent.length = 0;
  window.location.hash = '';
});
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const buyer = testSession({ permissions: ['billing:manage', 'subscriptions:read'] });
const seller = testSession({ org: { id: 'org-2', name: 'Tiderun', kind: 'seller' } });
const viewer = testSession({ permissions: ['subscriptions:read'] });
const location = () => screen.getByTestId('location').textContent ?? '';

describe('buy rail of a pack', () => {
  const pricing = { standard: '399.00', pro: '1299.00', enterprise: 'contact' };
  const rail = (
    session: PortalSession | null,
    path = '/marketplace/packs/crm_v1',
    config: BootPlugin['config'] = {},
  ) => {
    render(
      <TestPortal
        path={path}
        session={session}
        boot={{ plugins: [{ id: 'billing', status: 'ready', reason: null, config }] }}
      >
        <PackPurchase packId="crm_v1" title={crm.title} pricing={pricing} />
      </TestPortal>,
    );
    return userEvent.setup();
  };

  it('offers each tier with its price and limits, and leads on with the chosen one', async () => {
    const user = rail(buyer);
    const standard = await screen.findByRole('radio', { name: /Standard.*\$399\.00 a month.*100,000 rows/ });
    expect(standard).toBeChecked();
    await user.click(screen.getByRole('radio', { name: /Pro.*\$1,500\.00 a month.*up to 4 others/ }));
    expect(screen.getByRole('link', { name: 'Continue with Pro' })).toHaveAttribute(
      'href',
      '/marketplace/packs/crm_v1/buy?tier=pro',
    );
    expect(location()).toBe('/marketplace/packs/crm_v1?tier=pro');
    await user.click(screen.getByRole('radio', { name: /Enterprise.*by contract.*Every pack/ }));
    expect(screen.getByText(/ask the admin of this portal/)).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: /Continue/ })).not.toBeInTheDocument();
  });

  it('writes the mail that asks for Enterprise where the portal has an address for it', async () => {
    const to = { salesEmail: 'sales@example.com' };
    const ours = { id: 'org-1', name: 'Tern & Tide', kind: 'buyer' } as const;
    rail({ ...buyer, org: ours }, '/marketplace/packs/crm_v1?tier=enterprise', to);
    const link = await screen.findByRole('link', { name: 'Ask for an offer' });
    const mail = new URL(link.getAttribute('href') ?? '');
    expect(mail.pathname).toBe('sales@example.com');
    expect(mail.searchParams.get('subject')).toBe('Enterprise contract: UX friction in CRM');
    expect(mail.searchParams.get('body')).toContain('Organisation: Tern & Tide');
  });

  it('keeps the choice through signing up and signing in', async () => {
    rail(null, '/marketplace/packs/crm_v1?tier=pro');
    expect(await screen.findByRole('link', { name: 'Create an account to buy' })).toHaveAttribute(
      'href',
      `/sign-up?next=${encodeURIComponent('/marketplace/packs/crm_v1/buy?tier=pro')}`,
    );
    expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute(
      'href',
      `/sign-in?next=${encodeURIComponent('/marketplace/packs/crm_v1?tier=pro')}`,
    );
  });

  it.each([
    ['a buyer', buyer],
    ['somebody signed out', null],
  ])('says why %s cannot buy a pack without rows, and offers no button', async (_, session) => {
    server.use(http.get('*/v1/marketplace/purchasable-packs', () => HttpResponse.json({ packs: [flows] })));
    rail(session);
    expect(await screen.findByText(/no published rows yet, so there is nothing to buy/)).toBeInTheDocument();
    expect(screen.getByText(/No published rows yet: it can be bought with/)).toBeInTheDocument();
    expect(await screen.findByRole('radio', { name: /Standard/ })).toBeChecked();
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('leads on where nobody can say whether a pack has rows', async () => {
    server.use(
      http.get('*/v1/marketplace/purchasable-packs', () =>
        HttpResponse.json(problem('unavailable', 'Not now.'), { status: 503 }),
      ),
    );
    rail(buyer);
    expect(await screen.findByRole('link', { name: 'Continue with Standard' })).toBeInTheDocument();
  });

  it('tells who cannot buy what to do', async () => {
    rail(seller);
    expect(await screen.findByText(/add the buying side under Settings/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Open settings' })).toHaveAttribute(
      'href',
      '/settings/organization',
    );
  });
});

describe('purchase page', () => {
  const show = (session: PortalSession | null = buyer, search = '', taxed?: boolean) => {
    const billing = { stripe: { automaticTax: taxed } };
    render(
      <TestPortal
        path={`/marketplace/packs/crm_v1/buy${search}`}
        route="/marketplace/packs/:packId/buy"
        session={session}
        boot={{
          plugins: [
            { id: 'pack-catalog', status: 'ready', reason: null, config: {} },
            ...(taxed === undefined
              ? []
              : [{ id: 'billing', status: 'ready' as const, reason: null, config: billing }]),
          ],
        }}
      >
        <PurchasePage />
      </TestPortal>,
    );
    return userEvent.setup();
  };
  const pay = () => screen.getByRole('button', { name: 'Continue to payment' });

  it('asks for the terms, then goes to the server’s checkout', async () => {
    const user = show();
    expect(await screen.findByRole('heading', { level: 1, name: 'Buy a pack' })).toBeInTheDocument();
    expect(await screen.findByText('Payments run in the sandbox')).toBeInTheDocument();
    await user.click(pay());
    expect(screen.getByText('Agree to the terms to go on.')).toBeInTheDocument();
    const agree = screen.getByRole('checkbox', { name: /I agree to the Data License/ });
    expect(agree).toHaveFocus();
    expect(agree).toBeInvalid();
    await user.keyboard(' ');
    await user.click(pay());
    await waitFor(() => expect(window.location.hash).toBe('#checkout'));
    expect(sent).toEqual([{ tier: 'standard', packIds: [], termsSha256: terms.sha256 }]);
  });

  it.each([undefined, false, true])('speaks of taxes where they are taken alone: %s', async taxed => {
    show(buyer, '', taxed);
    const summary = await screen.findByRole('region', { name: 'Summary' });
    expect(summary).toHaveTextContent(
      taxed
        ? /A month, before tax\$499\.00.*until you cancel\. Taxes are shown before you pay\./
        : /A month\$499\.00.*until you cancel\./,
    );
    if (!taxed) expect(summary).not.toHaveTextContent(/tax/i);
  });

  it('lets Pro’s packs be chosen, and keeps them in the address', async () => {
    const user = show(buyer, '?tier=pro&with=flows_v1');
    expect(await screen.findByText('2 of 5 packs chosen')).toBeInTheDocument();
    const packs = await screen.findByRole('combobox', { name: 'Other packs' });
    await user.click(packs);
    const titles = (await screen.findAllByRole('option')).map(option => option.textContent);
    expect(titles).toEqual([flows.title, third.title]);
    await user.click(screen.getByRole('option', { name: third.title }));
    expect(location()).toContain('with=flows_v1&with=erp_v1');
    await user.click(screen.getByRole('checkbox'));
    await user.click(pay());
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({ tier: 'pro', packIds: ['flows_v1', 'erp_v1'] });
  });

  it('takes a link that asks for too many packs as far as it goes', async () => {
    show(buyer, `?tier=pro${['a', 'b', 'c', 'd', 'e'].map(id => `&with=${id}`).join('')}`);
    expect(await screen.findByText('5 of 5 packs chosen')).toBeInTheDocument();
  });

  it('keeps the choice when Stripe is down, says why, and goes on at the second try', async () => {
    server.use(
      http.post(
        '*/checkout-session',
        () => HttpResponse.json(problem('unavailable', 'Stripe does not answer.'), { status: 503 }),
        { once: true },
      ),
    );
    const user = show(buyer, '?tier=pro');
    await user.click(await screen.findByRole('checkbox'));
    await user.click(pay());
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(/Your choice is kept.*Stripe does not answer\./);
    expect(screen.getByRole('radio', { name: /^Pro/ })).toBeChecked();
    expect(screen.getByRole('checkbox')).toBeChecked();
    await user.click(pay());
    await waitFor(() => expect(sent).toHaveLength(1));
  });

  it('names what stands in the way of a tier, and a checkout that is still open', async () => {
    offer = options({ openOrderId: 'order-9' });
    offer.tiers[0] = { ...offer.tiers[0]!, obstacle: 'Your Standard subscription covers this pack.' };
    show();
    expect(await screen.findByText('Your Standard subscription covers this pack.')).toBeInTheDocument();
    expect(screen.getByRole('radio', { name: /^Standard/ })).toBeDisabled();
    expect(screen.getByRole('radio', { name: /^Pro/ })).toBeChecked();
    expect(screen.getByRole('link', { name: 'See your subscriptions' })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'See the order' })).toHaveAttribute(
      'href',
      '/app/marketplace/orders/order-9',
    );
  });

  it.each([
    ['signed out', null, 'Buying takes an account', 'Create an account to buy', '/sign-up?next='],
    [
      'only selling',
      seller,
      'Your organisation only sells so far',
      'Open settings',
      '/settings/organization',
    ],
    ['without the right', viewer, 'Only a buyer admin can buy', 'See who can', '/settings/members'],
  ])('tells somebody %s what they lack', (_, session, title, action, target) => {
    show(session, '?tier=pro');
    expect(screen.getByText(title)).toBeInTheDocument();
    const link = screen.getByRole('link', { name: action });
    expect(link.getAttribute('href')).toContain(target);
    if (!session)
      expect(link.getAttribute('href')).toContain(
        encodeURIComponent('/marketplace/packs/crm_v1/buy?tier=pro'),
      );
  });

  it('says when the offer cannot be loaded', async () => {
    server.use(
      http.get('*/purchase-options', () =>
        HttpResponse.json(problem('not_found', 'There is no such pack.'), { status: 404 }),
      ),
    );
    show();
    const alert = await screen.findByRole('alert');
    expect(within(alert).getByText('There is no such pack.')).toBeInTheDocument();
    expect(within(alert).getByRole('button', { name: 'Try again' })).toBeInTheDocument();
  });
});
