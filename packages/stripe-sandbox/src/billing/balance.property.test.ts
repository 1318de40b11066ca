import fc from 'fast-check';
import Stripe from 'stripe';
import { StripeFailure } from '../api/errors';
import { day, openShop, type Shop } from '../testing/shop';

/** One thing that happens, to what a number picks. */
type Step = readonly [
  what: 'advance' | 'dispute' | 'lose' | 'refund' | 'reverse' | 'sell' | 'transfer' | 'win',
  pick: number,
];

const steps = fc.array(
  fc.tuple(
    fc.constantFrom<Step[0]>('advance', 'dispute', 'lose', 'refund', 'reverse', 'sell', 'transfer', 'win'),
    fc.nat(1_000_000),
  ),
  { minLength: 4, maxLength: 16 },
);

/** Does a step; what Stripe would refuse is refused, and changes nothing. */
async function take({ stripe, sandbox, sell }: Shop, account: string, [what, pick]: Step): Promise<void> {
  const one = <T>(list: { data: T[] }) => list.data[pick % Math.max(1, list.data.length)];
  const charge = one(await stripe.charges.list({ limit: 100 }));
  const dispute = one(await stripe.disputes.list({ limit: 100 }));
  const transfer = one(await stripe.transfers.list({ limit: 100 }));
  const amount = 1 + (pick % 9000);
  if (what === 'sell') await sell(50 + amount);
  if (what === 'advance') sandbox.advance((pick % 4) * day);
  if (what === 'refund' && charge) await stripe.refunds.create({ charge: charge.id, amount });
  if (what === 'transfer') await stripe.transfers.create({ amount, currency: 'usd', destination: account });
  if (what === 'reverse' && transfer) await stripe.transfers.createReversal(transfer.id, { amount });
  if (what === 'dispute' && charge) sandbox.openDispute(charge.id);
  if (what === 'win' && dispute) sandbox.closeDispute(dispute.id, 'won');
  if (what === 'lose' && dispute) sandbox.closeDispute(dispute.id, 'lost');
}

const unlessRefused = (error: unknown) => {
  if (error instanceof StripeFailure || error instanceof Stripe.errors.StripeInvalidRequestError) return;
  throw error;
};

const sumOf = (balance: Stripe.Balance) =>
  [...balance.available, ...balance.pending].reduce((sum, { amount }) => sum + amount, 0);

test('balances are the sums of their transactions, and no more is given back than was paid', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async happening => {
      const shop = await openShop({ webhooks: [] });
      const { stripe } = shop;
      const account = await stripe.accounts.create({
        type: 'express',
        capabilities: { transfers: { requested: true } },
      });
      shop.sandbox.completeOnboarding(account.id);
      for (const step of happening) await take(shop, account.id, step).catch(unlessRefused);
      for (const options of [{}, { stripeAccount: account.id }]) {
        const transactions = await stripe.balanceTransactions
          .list({ limit: 100 }, options)
          .autoPagingToArray({ limit: 1000 });
        const net = transactions.reduce((sum, transaction) => sum + transaction.net, 0);
        expect(sumOf(await stripe.balance.retrieve({}, options))).toBe(net);
      }
      for (const charge of (await stripe.charges.list({ limit: 100 })).data) {
        expect(charge.amount_refunded).toBeLessThanOrEqual(charge.amount_captured);
      }
      for (const transfer of (await stripe.transfers.list({ limit: 100 })).data) {
        expect(transfer.amount_reversed).toBeLessThanOrEqual(transfer.amount);
      }
      await shop.close();
    }),
    { numRuns: 12 },
  );
});
