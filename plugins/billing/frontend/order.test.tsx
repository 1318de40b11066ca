import { TestPortal, testSession } from '@netcrab/ui/testing';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { ReactNode } from 'react';
import type { OrderView, SubscriptionView } from '../contract';
import BillingAttention from './home/BillingAttention';
import OrderPage from './pages/buyer/OrderPage';
import { bought, december, november, order, problem } from './testing/purchases';

let current: OrderView;
let orders: OrderView[] = [];
let subscriptions: SubscriptionView[] = [];
const canceled: unknown[] = [];
const server = setupServer(
  http.get('*/api/billing/mode', () => HttpResponse.json({ mode: 'live' })),
  http.get('*/v1/marketplace/orders/order-1', () => HttpResponse.json(current)),
  http.get('*/v1/marketplace/orders', () =>
    HttpResponse.json({ orders, total: orders.length, pageSize: 25 }),
  ),
  http.get('*/api/billing/subscriptions', () => HttpResponse.json({ subscriptions, packs: [] })),
  http.post('*/v1/marketplace/orders/:id/cancel', ({ params }) => {
    canceled.push(params.id);
    current = order({ state: 'canceled', checkoutUrl: null });
    return HttpResponse.json(current);
  }),
);
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => {
  current = order();
  orders = [];
  subscriptions = [];
  canceled.length = 0;
});
afterEach(() => {
  server.resetHandlers();
  jest.useRealTimers();
});
afterAll(() => server.close());

const buyer = testSession({ permissions: ['billing:manage', 'subscriptions:read'] });
const show = (page: ReactNode = <OrderPage />, session = buyer, search = '') => {
  render(
    <TestPortal
      path={`/app/marketplace/orders/order-1${search}`}
      route="/app/marketplace/orders/:orderId"
      session={session}
      boot={{ plugins: [{ id: 'api-keys', status: 'ready', reason: null, config: {} }] }}
    >
      {page}
    </TestPortal>,
  );
};
const announced = () => document.querySelector('[aria-live="polite"][role="status"]')?.textContent;

describe('order page', () => {
  it('polls until it is paid, says so, and leads to the first rows', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    show();
    expect(await screen.findByText('Waiting for the payment')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Go to payment' })).toHaveAttribute(
      'href',
      'http://sandbox.test/pay/1',
    );
    expect(announced()).toBe('The payment is not confirmed yet.');
    current = order({ state: 'paid', checkoutUrl: null, subscriptionId: 'sub-1' });
    await act(() => jest.advanceTimersByTimeAsync(10_000));
    expect(await screen.findByText('It is yours')).toBeInTheDocument();
    expect(announced()).toBe('Paid. The pack is open to your organisation.');
    expect(screen.getByRole('link', { name: 'Create an API key' })).toHaveAttribute('href', '/app/api-keys');
    expect(screen.getByText(/v1\/packs\/crm_v1\/data\?limit=5/)).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Go to payment' })).not.toBeInTheDocument();
  });

  it('gives an open order up and leads back to what was chosen', async () => {
    show();
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Cancel the order' }));
    expect(await screen.findByText('The order is canceled')).toBeInTheDocument();
    expect(canceled).toEqual(['order-1']);
    expect(screen.getByRole('link', { name: 'Choose again' })).toHaveAttribute(
      'href',
      '/marketplace/packs/crm_v1/buy?tier=pro&with=flows_v1',
    );
  });

  it('says what somebody can do who left the payment page', async () => {
    show(<OrderPage />, buyer, '?checkout=left');
    expect(await screen.findByText('You left the payment page')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Go to payment' })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Choose again' })).toBeInTheDocument();
  });

  it('believes the server, not the address', async () => {
    current = order({ state: 'paid', checkoutUrl: null });
    show(<OrderPage />, buyer, '?checkout=left');
    expect(await screen.findByText('It is yours')).toBeInTheDocument();
  });

  it('leads from a one-time purchase to what was bought', async () => {
    current = order({ kind: 'purchase', state: 'paid', tier: null, packs: [], returnPath: '/account/keys' });
    show();
    expect(await screen.findByRole('link', { name: 'Open what you bought' })).toHaveAttribute(
      'href',
      '/account/keys',
    );
  });

  it.each([
    ['failed', 'The payment failed', 'Your card has too little money.'],
    ['expired', 'The checkout has expired', 'The checkout was not completed in time.'],
  ] as const)('says why it %s', async (state, title, message) => {
    current = order({ state, message, checkoutUrl: null });
    show();
    expect(await screen.findByText(title)).toBeInTheDocument();
    expect(screen.getByText(message)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Choose again' })).toBeInTheDocument();
  });

  it('says that a payment was given back, and offers nothing to buy again', async () => {
    current = order({ state: 'refunded', message: 'You had this pack.', checkoutUrl: null });
    show();
    expect(await screen.findByText('The payment was given back')).toBeInTheDocument();
    expect(screen.getByText('You had this pack.')).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Choose again' })).not.toBeInTheDocument();
  });

  it('only shows it to who may not buy', async () => {
    show(<OrderPage />, testSession({ permissions: ['subscriptions:read'] }));
    expect(await screen.findByText('Waiting for the payment')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Cancel the order' })).not.toBeInTheDocument();
  });

  it('says that there is no such order', async () => {
    server.use(
      http.get('*/v1/marketplace/orders/order-1', () =>
        HttpResponse.json(problem('not_found', 'There is no such order.'), { status: 404 }),
      ),
    );
    show();
    expect(await screen.findByText('There is no such order.')).toBeInTheDocument();
  });
});

describe('home', () => {
  it('mentions overdue payments, open orders and fresh failures, each with its page', async () => {
    const grace = { ...bought().purchase!, graceEndsAt: december };
    subscriptions = [bought({ state: 'past_due', purchase: grace }), bought({ id: 'sub-2' })];
    const now = Date.now();
    orders = [
      order({ id: 'a' }),
      order({ id: 'b', title: 'Standard: Flows', state: 'failed', message: 'Card refused.', updatedAt: now }),
      order({ id: 'c', title: 'Standard: Old', state: 'failed', updatedAt: november - 30 * 86_400_000 }),
      order({ id: 'd', title: 'Standard: Settled', state: 'paid', updatedAt: now }),
      order({ id: 'e', title: 'Standard: Settled', state: 'failed', updatedAt: now }),
    ];
    show(<BillingAttention />);
    expect(await screen.findByText(/The payment for UX friction in CRM is overdue/)).toBeInTheDocument();
    expect(screen.getByText(/stay open until 1 Dec 2026/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Settle it' })).toHaveAttribute(
      'href',
      '/app/marketplace/subscriptions',
    );
    await screen.findByText('Card refused.');
    const links = screen.getAllByRole('link', { name: 'See the order' });
    expect(links.map(link => link.getAttribute('href'))).toEqual([
      '/app/marketplace/orders/a',
      '/app/marketplace/orders/b',
    ]);
  });

  it('keeps its place until it knows, so that nobody reads that nothing waits', async () => {
    let answer: () => void = () => undefined;
    const asked = new Promise<void>(resolve => (answer = resolve));
    server.use(
      http.get('*/api/billing/subscriptions', async () => {
        await asked;
        return HttpResponse.json({ subscriptions: [bought({ state: 'past_due' })], packs: [] });
      }),
    );
    const place = () => document.querySelector('span[hidden]');
    show(<BillingAttention />);
    expect(place()).toBeInTheDocument();
    answer();
    expect(await screen.findByText(/UX friction in CRM is overdue/)).toBeInTheDocument();
    expect(place()).not.toBeInTheDocument();
  });

  it('asks nothing for who does not buy', async () => {
    show(<BillingAttention />, testSession());
    await waitFor(() => expect(screen.queryByRole('link')).not.toBeInTheDocument());
  });
});
