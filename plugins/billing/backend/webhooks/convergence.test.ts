import { testDatabases } from '@netcrab/backend/testing';
import fc from 'fast-check';
import Stripe from 'stripe';
import { startBuyingPortal, type BuyingPortal } from '../testing/buyingPortal';
import { endState } from '../testing/endState';

const day = 86_400_000;
const orgs = ['acme', 'globex'] as const;
/** `RUNS=60 SEED=8` for longer runs, and other ones. */
const runs = Number(process.env.RUNS ?? 5);
const seed = Number(process.env.SEED ?? 7);

/** What buyers, banks and time do. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ what: fc.constant('buy'), org: fc.nat(1), pro: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('wait'), days: fc.integer({ min: 1, max: 29 }) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('upgrade'), org: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('cancel'), org: fc.nat(1) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('refund'),
      which: fc.nat(5),
      percent: fc.integer({ min: 1, max: 100 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('dispute'),
      which: fc.nat(5),
      end: fc.constantFrom('open', 'won', 'lost'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('bad card'), org: fc.nat(1) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const share = (percent: number) => fc.integer({ min: 0, max: percent }).map(one => one / 100);
const trouble = fc.record({
  dropEvents: share(60),
  repeatEvents: share(60),
  delayEvents: share(60),
  reorderEvents: share(80),
});

/** Does one step; the same whether or not the portal has heard of what went before. */
async function act(buying: BuyingPortal, stripe: () => Stripe, one: Step): Promise<void> {
  const org = 'org' in one ? (orgs[one.org] ?? 'acme') : 'acme';
  const current = async () => {
    const { subscriptions } = await buying.subscriptions(org).ownSubscriptions();
    return subscriptions.find(({ state }) => state === 'active');
  };
  const charge = async (which: number) => {
    const { data } = await stripe().charges.list({ limit: 100 });
    const paid = data
      .filter(({ paid, disputed }) => paid && !disputed)
      .sort(
        (a, b) =>
          a.created - b.created || a.amount - b.amount || (String(a.customer) < String(b.customer) ? -1 : 1),
      );
    return paid[which % Math.max(1, paid.length)];
  };
  switch (one.what) {
    case 'buy': {
      const begun = await buying
        .begin(one.pro ? 'pro' : 'standard', 'crm', one.pro ? ['flows'] : [], org)
        .catch(() => null);
      if (!begun) return;
      buying.sandbox().payCheckout(await buying.sessionOf(begun.orderId));
      await buying.advance(6_000);
      await buying.checkout(org).getOrder({ params: { id: begun.orderId } });
      return;
    }
    case 'wait':
      for (let left = one.days; left > 0; left -= 10) await buying.advance(Math.min(left, 10) * day);
      return;
    case 'upgrade': {
      const subscription = await current();
      if (subscription?.tier !== 'standard') return;
      const params = { id: subscription.id };
      const body = { tier: 'pro' as const, packIds: ['crm', 'erp'] };
      await buying
        .purchased(org)
        .previewSubscriptionChange({ params, body })
        .then(({ confirmation }) =>
          buying.purchased(org).confirmSubscriptionChange({ params, body: { confirmation } }),
        )
        .catch(() => null);
      return;
    }
    case 'cancel': {
      const subscription = await current();
      if (subscription)
        await buying
          .purchased(org)
          .cancelSubscription({ params: { id: subscription.id } })
          .catch(() => null);
      return;
    }
    case 'refund': {
      const paid = await charge(one.which);
      const left = paid ? paid.amount - paid.amount_refunded : 0;
      if (paid && left > 0)
        await stripe().refunds.create({
          charge: paid.id,
          amount: Math.max(1, Math.floor((left * one.percent) / 100)),
        });
      return;
    }
    case 'dispute': {
      const paid = await charge(one.which);
      if (!paid || paid.amount_refunded > 0) return;
      const id = buying.sandbox().openDispute(paid.id);
      if (one.end !== 'open') buying.sandbox().closeDispute(id, one.end);
      return;
    }
    case 'bad card': {
      const known = await buying.db
        .knex('org_billing_profiles')
        .where({ org_id: org })
        .first('stripe_customer_id');
      if (known) buying.sandbox().replaceCard(known.stripe_customer_id, 'bad');
    }
  }
}

/** Of every posting and every payment, whatever happened. */
async function expectSoundBooks({ db: { knex } }: BuyingPortal): Promise<void> {
  const uneven = await knex('ledger_entries')
    .groupBy('posting_id', 'currency')
    .havingRaw('sum(amount) <> 0')
    .select('posting_id');
  expect(uneven).toEqual([]);
  const payments: Array<Record<'gross' | 'returned' | 'refunded' | 'disputed', number>> =
    await knex('billing_payments').select();
  for (const { gross, returned, refunded, disputed } of payments) {
    // Refunds and lost disputes never exceed the capture.
    expect(returned).toBeGreaterThanOrEqual(0);
    expect(returned).toBeLessThanOrEqual(gross);
    expect(refunded).toBeLessThanOrEqual(gross);
    expect(returned).toBeLessThanOrEqual(refunded + disputed);
  }
}

async function live(kind: 'sqlite' | 'pg', steps: readonly Step[], faults: object | null) {
  const buying = await startBuyingPortal(kind);
  try {
    await buying.begin('standard', 'notes'); // wakes the sandbox
    const stripe = () => new Stripe(buying.sandbox().secretKey, buying.sandbox().clientConfig);
    if (faults) buying.sandbox().faults.set(faults);
    for (const one of steps) {
      await act(buying, stripe, one);
      if (faults) await buying.sandbox().deliver();
      // Stripe lists events for thirty days.
      if (faults && one.what === 'wait') await buying.runJob('poll-stripe');
      else await buying.settle();
    }
    buying.sandbox().faults.clear();
    await buying.sandbox().deliver({ early: true });
    await buying.runJob('process-webhooks');
    await buying.runJob('poll-stripe');
    const { sums } = await buying.ledger.trialBalance();
    expect(sums.every(sum => Number(sum.amount) === 0)).toBe(true);
    await expectSoundBooks(buying);
    return await endState(buying.db.knex);
  } finally {
    await buying.stop();
  }
}

describe.each(testDatabases)('events on %s', kind => {
  it(
    'end in the same state, however they are dropped, repeated, delayed and reordered',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), trouble, async (steps, faults) => {
          const history: Step[] = [{ what: 'buy', org: 0, pro: false }, ...steps];
          expect(await live(kind, history, faults)).toEqual(await live(kind, history, null));
        }),
        { numRuns: runs, seed, endOnFailure: true },
      );
    },
    runs * 60_000,
  );
});
