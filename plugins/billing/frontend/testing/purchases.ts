import type { OrderView, PurchaseOptions, SubscriptionView, TierView } from '../../contract';

/** What the server answers in tests of the buyer's pages. */
export const crm = { id: 'crm_v1', title: 'UX friction in CRM' };
export const flows = { id: 'flows_v1', title: 'Support flows' };
export const november = Date.parse('2026-11-01T12:00:00Z');
export const december = Date.parse('2026-12-01T12:00:00Z');
export const usd = (amount: string) => ({ amount, currency: 'usd' });

const tier = (overrides: Partial<TierView>): TierView => ({
  tier: 'standard',
  title: 'Standard',
  priceUsd: '499.00',
  rowsPerMonth: 100_000,
  requestsPerMinute: 60,
  packs: 1,
  ...overrides,
});
export const tiers = [
  tier({}),
  tier({ tier: 'pro', title: 'Pro', priceUsd: '1500.00', rowsPerMonth: 1_000_000, packs: 5 }),
  tier({ tier: 'enterprise', title: 'Enterprise', priceUsd: null, packs: null }),
];

export const terms = {
  name: 'Data License',
  text: 'The full text.',
  may: ['Use it in your product.'],
  mayNot: ['Sell it on.'],
  sha256: 'a'.repeat(64),
};
export const options = (overrides: Partial<PurchaseOptions> = {}): PurchaseOptions => ({
  pack: crm,
  tiers: [
    { tier: 'standard', title: 'Standard', price: usd('499.00'), packs: 1, obstacle: null },
    { tier: 'pro', title: 'Pro', price: usd('1500.00'), packs: 5, obstacle: null },
  ],
  terms,
  openOrderId: null,
  ...overrides,
});

export const order = (overrides: Partial<OrderView> = {}): OrderView => ({
  id: 'order-1',
  kind: 'subscription',
  state: 'pending',
  message: null,
  title: 'Pro: UX friction in CRM',
  tier: 'pro',
  packs: [crm, flows],
  price: usd('1500.00'),
  checkoutUrl: 'http://sandbox.test/pay/1',
  subscriptionId: null,
  createdAt: november,
  updatedAt: november,
  expiresAt: december,
  ...overrides,
});

export const bought = (overrides: Partial<SubscriptionView> = {}): SubscriptionView => ({
  id: 'sub-1',
  orgId: 'org-1',
  tier: 'standard',
  packs: [crm],
  state: 'active',
  startsAt: november,
  endsAt: null,
  purchase: {
    price: usd('499.00'),
    periodEndsAt: december,
    cancelAtPeriodEnd: false,
    graceEndsAt: null,
    next: null,
    pending: null,
  },
  ...overrides,
});

export const problem = (code: string, message: string) => ({ error: { code, message, requestId: 'r-1' } });
