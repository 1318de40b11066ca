import type { OrgId } from '@netcrab/plugin-api/backend';
import { testDatabases } from '@netcrab/backend/testing';
import * as fc from 'fast-check';
import { connectEndpoints, payoutsEndpoints, revenueEndpoints } from '../../contract';
import { addMonths } from '../revenue/months';
import { startBuyingPortal } from '../testing/buyingPortal';
import { dryRun } from './dryRun';
import { releaseWaiting } from './payoutRuns';
import { startPayingPortal, type PayingPortal } from './testing/payingPortal';
import { transferChanged } from './transferChanged';
import { workOnPayouts } from './workOnPayouts';

const orgs = ['acme', 'globex'] as const;

/** What happens between two runs. */
const happening = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('credit' as const), org: fc.constantFrom(...orgs), amount: fc.bigInt(-3_000n, 4_000n) }) }, // prettier-ignore
  fc.record({ type: fc.constant('refund' as const), percent: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ type: fc.constant('reversal' as const), percent: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ type: fc.constant('account' as const), org: fc.constantFrom(...orgs), enabled: fc.boolean() }),
);
const history = fc.array(
  fc.record({
    received: fc.bigInt(0n, 12_000n),
    rounds: fc.array(fc.record({ before: fc.array(happening, { maxLength: 3 }), refused: fc.boolean() }), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
  { minLength: 1, maxLength: 3 },
);

describe.each(testDatabases)('a dry run on %s', kind => {
  it('shows exactly what the run then pays, whatever came before', async () => {
    let money: PayingPortal;
    let keys = 0;
    const planned = async (month: string) => {
      const { payouts } = await dryRun(money.paying(), money.database.knex, month);
      return payouts.filter(one => one.reason === null).map(({ orgId, amount }) => [orgId, amount]);
    };
    const credit = (orgId: string, amount: bigint) =>
      money.database.transaction(trx =>
        money.ledger.post(trx, {
          key: `credit:${keys++}`,
          kind: 'dispute_won',
          effectiveAt: money.clock.now(),
          description: '',
          reference: {},
          entries: [
            { account: 'manual', currency: 'usd', amount },
            { account: 'seller_payable', orgId: orgId as OrgId, currency: 'usd', amount: -amount },
          ],
        }),
      );
    const happen = async (one: typeof happening extends fc.Arbitrary<infer T> ? T : never, month: string) => {
      if (one.type === 'credit' && one.amount !== 0n) await credit(one.org, one.amount);
      if (one.type === 'refund')
        await money.money([['a', month, -BigInt(one.percent * 20)]], { kind: 'refund' });
      const [last] = money.stripe.transfers;
      if (one.type === 'reversal' && last && last.amount_reversed === 0) {
        Object.assign(last, { amount_reversed: Math.ceil((last.amount * one.percent) / 100) });
        await transferChanged(money.paying(), last.id);
      }
      if (one.type === 'account') {
        await money.connect(one.org, { payouts_enabled: one.enabled });
        await releaseWaiting(money.paying(), one.org as OrgId);
        await workOnPayouts(money.paying());
      }
    };
    await fc.assert(
      fc.asyncProperty(history, async months => {
        money = await startPayingPortal(kind);
        try {
          for (const org of orgs) await money.connect(org);
          for (const [at, { received, rounds }] of months.entries()) {
            const month = addMonths('2026-11', at);
            money.packs.set(month, 'a', { acme: 2, globex: 1 });
            if (received > 0n) await money.money([['a', month, received]]);
            money.clock.set(Date.parse(`${addMonths(month, 1)}-05T06:00:00Z`));
            await money.close(month);
            for (const { before, refused } of rounds) {
              money.stripe.refuse = null;
              for (const one of before) await happen(one, month);
              const promised = await planned(month);
              const known = new Set(money.stripe.transfers);
              money.stripe.refuse = refused ? 'No funds' : null;
              await money.request(month);
              await workOnPayouts(money.paying());
              const made = money.stripe.transfers.filter(one => !known.has(one));
              const paid = made.map(one => [
                String(one.destination).slice('acct_'.length),
                BigInt(one.amount),
              ]);
              expect(paid.sort()).toEqual(refused ? [] : promised.sort());
              // Nothing is promised twice; what was refused still is.
              expect((await planned(month)).sort()).toEqual(refused ? promised.sort() : []);
              if (at > 0) expect(await planned(addMonths(month, -1))).toEqual([]);
            }
          }
        } finally {
          await money.stop();
        }
      }),
      { numRuns: kind === 'pg' ? 6 : 20 },
    );
  });

  it('says that what came after the payout waits for the next month, and then pays it', async () => {
    const shop = await startBuyingPortal(kind, { at: '2026-11-20T10:00:00Z' });
    try {
      const ann = { as: { orgId: 'platform', userId: 'ann', roles: ['platform_admin' as const] } };
      const payouts = shop.portal.client(payoutsEndpoints, ann);
      const credit = (amount: string, key: string) => {
        const line = { amount, currency: 'usd' };
        const entries = [
          { ...line, account: 'manual' as const, side: 'debit' as const },
          { ...line, account: 'seller_payable' as const, side: 'credit' as const, orgId: 'globex' },
        ];
        return shop.ledger.postJournal({ body: { key, reason: 'Correction', entries } });
      };
      const plan = async (month: string) => payouts.previewPayouts({ query: { month } });
      const pay = async (month: string) => {
        const { hash: planHash } = await plan(month);
        const { id } = await payouts.requestPayoutRun({ body: { month, planHash, reason: 'Due' } });
        await shop.runJob('pay-sellers');
        return (await payouts.listPayoutRuns()).runs.find(run => run.id === id);
      };
      // Without a sale Stripe would have nothing to pay from.
      await shop.buy('standard', 'crm', [], 'acme');
      await credit('100.00', 'november');
      await shop.portal
        .client(connectEndpoints, shop.as(['seller_admin'], 'globex'))
        .connectLink({ body: { country: 'US' } });
      const profile = await shop.db.knex('org_billing_profiles').where({ org_id: 'globex' }).first();
      shop.sandbox().completeOnboarding(profile.stripe_connect_id);
      await shop.settle();
      await shop.advance(Date.parse('2026-12-05T06:00:00Z') - shop.clock.now());
      expect(await shop.runJob('close-month')).toMatchObject({ status: 'succeeded' });
      await shop.runJob('pay-sellers');

      await credit('40.00', 'december');
      expect(await plan('2026-11')).toMatchObject({
        payouts: [{ orgId: 'globex', amount: '40.00', decision: 'pending', reason: 'after_payout' }],
        totals: [{ toPay: '0.00', pending: '40.00' }],
      });
      expect(await pay('2026-11')).toMatchObject({ state: 'finished', counts: { paid: 0 } });

      await shop.advance(Date.parse('2027-01-02T06:00:00Z') - shop.clock.now());
      const { runId } = await shop.portal
        .client(revenueEndpoints, ann)
        .closeMonth({ params: { month: '2026-12' } });
      await shop.portal.core.scheduler.settled(runId);
      expect(await plan('2026-12')).toMatchObject({ totals: [{ toPay: '40.00', pending: '0.00' }] });
      expect((await plan('2026-11')).totals).toMatchObject([{ toPay: '0.00' }]);
      expect(await pay('2026-12')).toMatchObject({ state: 'finished', counts: { paid: 1 } });
    } finally {
      await shop.stop();
    }
  });
});
