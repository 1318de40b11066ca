import { testDatabases } from '@netcrab/backend/testing';
import * as fc from 'fast-check';
import { addMonths } from '../revenue/months';
import { dryRun } from './dryRun';
import { decideRun, releasePayout, requestMonthlyRun } from './payoutRuns';
import { findAttempts, findPayouts } from './payoutStore';
import { minimumIn } from './plan';
import { findRun } from './runStore';
import { startPayingPortal, system, type PayingPortal } from './testing/payingPortal';
import { transferChanged } from './transferChanged';
import { workOnPayouts } from './workOnPayouts';

const ann = { kind: 'user', id: 'ann' } as const;
const bob = { kind: 'user', id: 'bob' } as const;

describe.each(testDatabases)('payouts on %s', kind => {
  let money: PayingPortal;
  const payouts = async () => {
    const found = await findPayouts(money.database.knex, {});
    return found.map(one => [one.orgId, one.month, one.amount, one.state, one.reason]);
  };
  const pay = async (month: string) => {
    await money.request(month);
    await workOnPayouts(money.paying());
  };
  beforeEach(async () => {
    money = await startPayingPortal(kind);
    money.packs.set('2026-11', 'a', { acme: 6, globex: 3, initech: 1 });
    money.packs.set('2026-12', 'a', { acme: 6, globex: 3, initech: 1 });
    await money.money([['a', '2026-11', 10_000n]]); // pool 7,000: 4,200, 2,100, 700
    await money.connect('acme');
    await money.connect('initech');
    money.clock.set('2026-12-05T06:00:00Z');
    await money.close('2026-11');
  });
  afterEach(() => money.stop());

  it('pays whom it may, and says why the others wait', async () => {
    await pay('2026-11');
    expect(await payouts()).toEqual([
      ['acme', '2026-11', 4_200n, 'paid', null],
      ['globex', '2026-11', 2_100n, 'pending', 'no_account'],
      ['initech', '2026-11', 700n, 'pending', 'below_minimum'],
    ]);
    expect(money.stripe.transfers).toMatchObject([
      { amount: 4_200, currency: 'usd', destination: 'acct_acme', transfer_group: 'payout:acme:2026-11:usd' },
    ]);
    expect(await money.balances()).toEqual({
      stripe_clearing: 5_800n,
      platform_fee: -3_000n,
      'seller_payable globex': -2_100n,
      'seller_payable initech': -700n,
    });
    const audit = await money.audit.search({ orgId: 'acme' });
    expect(audit.map(entry => entry.action)).toEqual(['payout.paid', 'payout.started']);
    await workOnPayouts(money.paying());
    expect(money.stripe.transfers).toHaveLength(1);
  });

  it('carries what waited over to the next month, once', async () => {
    await pay('2026-11');
    await money.connect('globex');
    await money.money([['a', '2026-12', 10_000n]]);
    money.clock.set('2027-01-05T06:00:00Z');
    await money.close('2026-12');
    await pay('2026-12');
    expect(await payouts()).toEqual([
      ['acme', '2026-12', 4_200n, 'paid', null],
      ['globex', '2026-12', 4_200n, 'paid', null],
      ['initech', '2026-12', 1_400n, 'paid', null],
      ['acme', '2026-11', 4_200n, 'paid', null],
      ['globex', '2026-11', 2_100n, 'canceled', 'superseded'],
      ['initech', '2026-11', 700n, 'canceled', 'superseded'],
    ]);
    expect(await money.balances()).toEqual({ stripe_clearing: 6_000n, platform_fee: -6_000n });
  });

  it('pays a waiting seller on request, as soon as the account can take it', async () => {
    await pay('2026-11');
    await money.connect('globex', {
      payouts_enabled: false,
      requirements: { currently_due: ['external_account'] } as never,
    });
    const [, globex] = await findPayouts(money.database.knex, {});
    await releasePayout(money.paying(), globex!.id, 'Asked for', ann);
    await workOnPayouts(money.paying());
    expect((await payouts())[1]).toEqual(['globex', '2026-11', 2_100n, 'pending', 'account_restricted']);
    await money.connect('globex');
    await releasePayout(money.paying(), globex!.id, 'Asked for', ann);
    await workOnPayouts(money.paying());
    expect((await payouts())[1]).toEqual(['globex', '2026-11', 2_100n, 'paid', null]);
    await expect(releasePayout(money.paying(), globex!.id, 'Again', ann)).rejects.toThrow('is paid');
    await expect(releasePayout(money.paying(), 'none', 'Again', ann)).rejects.toThrow('no payout');
  });

  it('holds back what was refunded since the month ended, and negative balances', async () => {
    await money.money([['a', '2026-11', -5_000n]], { kind: 'refund' });
    await pay('2026-11');
    expect((await payouts())[0]).toEqual(['acme', '2026-11', 2_100n, 'paid', null]);
    await money.money([['a', '2026-11', -5_000n]], { kind: 'refund' });
    expect(await money.balances()).toMatchObject({ 'seller_payable acme': 2_100n });
    await money.money([['a', '2026-12', 4_000n]]);
    money.clock.set('2027-01-05T06:00:00Z');
    await money.close('2026-12'); // acme: −2,100 + 1,680
    await pay('2026-12');
    expect(money.stripe.transfers).toHaveLength(1);
    expect(await money.balances()).toMatchObject({ 'seller_payable acme': 420n });
  });

  it('fails visibly and can be tried again', async () => {
    money.stripe.refuse = 'Insufficient funds in Stripe account.';
    await pay('2026-11');
    const [acme] = await findPayouts(money.database.knex, {});
    expect(acme).toMatchObject({ state: 'failed', message: 'Insufficient funds in Stripe account.' });
    expect(await money.balances()).toMatchObject({ 'seller_payable acme': -4_200n });
    money.stripe.refuse = null;
    await releasePayout(money.paying(), acme!.id, 'Topped up', ann);
    await workOnPayouts(money.paying());
    expect((await payouts())[0]).toEqual(['acme', '2026-11', 4_200n, 'paid', null]);
    const attempts = await findAttempts(money.database.knex, acme!.id);
    expect(attempts.map(({ number, state }) => [number, state])).toEqual([
      [1, 'failed'],
      [2, 'succeeded'],
    ]);
    expect(money.stripe.transfers).toHaveLength(1);
  });

  it('pays the others when one of them cannot be worked on', async () => {
    await money.connect('globex');
    await money.request('2026-11');
    const create = money.stripe.client.transfers.create.bind(money.stripe.client.transfers);
    money.stripe.client.transfers.create = (async (...args: Parameters<typeof create>) => {
      const made = await create(...args);
      return made.destination === 'acct_acme' ? { ...made, amount: 1 } : made;
    }) as typeof create;
    await expect(workOnPayouts(money.paying())).rejects.toThrow('Transfer tr_1 is of 1 usd');
    expect(await payouts()).toMatchObject([
      ['acme', '2026-11', 4_200n, 'processing', null],
      ['globex', '2026-11', 2_100n, 'paid', null],
      ['initech', '2026-11', 700n, 'pending', 'below_minimum'],
    ]);
    money.stripe.client.transfers.create = create;
    await workOnPayouts(money.paying());
    expect((await payouts())[0]).toEqual(['acme', '2026-11', 4_200n, 'paid', null]);
    expect(money.stripe.transfers).toHaveLength(2);
  });

  it('owes again what Stripe took back', async () => {
    await pay('2026-11');
    const [transfer] = money.stripe.transfers;
    for (const amount_reversed of [1_000, 1_000, 4_200]) {
      Object.assign(transfer!, { amount_reversed, reversed: amount_reversed === 4_200 });
      await transferChanged(money.paying(), transfer!.id);
      expect(await money.balances()).toMatchObject({ 'seller_payable acme': -BigInt(amount_reversed) });
    }
    expect((await payouts())[0]).toEqual(['acme', '2026-11', 4_200n, 'canceled', 'reversed']);
    await transferChanged(money.paying(), 'tr_unknown');
  });

  it('never pays into another currency than the account’s', async () => {
    await money.connect('acme', { default_currency: 'eur' });
    await pay('2026-11');
    expect(await payouts()).toContainEqual(['acme', '2026-11', 4_200n, 'pending', 'currency_mismatch']);
    expect(money.stripe.transfers).toEqual([]);
  });

  it('waits for a second person where the configuration wants one', async () => {
    const paying = { ...money.paying(), secondApproval: true };
    const run = await money.request('2026-11', ann, { secondApproval: true });
    expect(run.state).toBe('awaiting_approval');
    await workOnPayouts(paying);
    expect(await payouts()).toEqual([]);
    await expect(money.request('2026-11', bob)).rejects.toThrow('Another run is under way');
    const decision = { approve: true, reason: 'Checked' };
    await expect(decideRun(paying, run.id, decision, ann)).rejects.toThrow('A second person');
    await decideRun(paying, run.id, decision, bob);
    await workOnPayouts(paying);
    expect(await findRun(money.database.knex, run.id)).toMatchObject({ state: 'finished', decidedBy: 'bob' });
    expect(money.stripe.transfers).toHaveLength(1);
    await expect(decideRun(paying, run.id, decision, bob)).rejects.toThrow('does not wait');
    await expect(decideRun(paying, 'none', decision, bob)).rejects.toThrow('no payout run');
  });

  it('refuses a plan that does not hold any more', async () => {
    const paying = { ...money.paying(), secondApproval: true };
    const run = await money.request('2026-11', ann, { secondApproval: true });
    await money.money([['a', '2026-11', -100n]], { kind: 'refund' });
    await expect(decideRun(paying, run.id, { approve: true, reason: 'ok' }, bob)).rejects.toThrow(
      'have changed since',
    );
    await decideRun(paying, run.id, { approve: false, reason: 'Stale' }, ann);
    const before = (await dryRun(paying, money.database.knex, '2026-11')).hash;
    await money.connect('globex');
    expect((await dryRun(paying, money.database.knex, '2026-11')).hash).not.toBe(before);
    await expect(money.request('2026-12')).rejects.toThrow('not closed');
  });

  it('runs once a month by itself', async () => {
    expect(await requestMonthlyRun(money.paying(), system)).toMatchObject({
      month: '2026-11',
      state: 'running',
    });
    await workOnPayouts(money.paying());
    expect(await requestMonthlyRun(money.paying(), system)).toBeNull();
    expect(money.stripe.transfers).toHaveLength(1);
  });

  it('pays what was earned, and keeps every promise, over months of anything', async () => {
    const month = fc.record({
      received: fc.bigInt(0n, 9_000n),
      returned: fc.integer({ min: 0, max: 100 }),
      enabled: fc.boolean(),
      refused: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(month, { minLength: 1, maxLength: 4 }), async months => {
        await money.stop();
        money = await startPayingPortal(kind);
        let earned = 0n;
        for (const [at, { received, returned, enabled, refused }] of months.entries()) {
          const current = addMonths('2026-11', at);
          money.packs.set(current, 'a', { acme: 2, globex: 1 });
          if (received > 0n) await money.money([['a', current, received]]);
          money.clock.set(Date.parse(`${addMonths(current, 1)}-05T06:00:00Z`));
          await money.close(current);
          const back = (received * BigInt(returned)) / 100n;
          if (back > 0n) await money.money([['a', current, -back]], { kind: 'refund' });
          earned += received - back;
          for (const org of ['acme', 'globex']) await money.connect(org, { payouts_enabled: enabled });
          money.stripe.refuse = refused ? 'No funds' : null;
          const before = money.stripe.transfers.length;
          await pay(current);
          const made = money.stripe.transfers.slice(0, money.stripe.transfers.length - before);
          expect(made.every(({ amount }) => enabled && amount >= 1_000)).toBe(true);
        }
        const balances = await money.balances();
        const of = (account: string) =>
          Object.entries(balances).reduce(
            (sum, [name, amount]) => sum + (name.startsWith(account) ? amount : 0n),
            0n,
          );
        const paid = money.stripe.transfers.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
        // Paid + in transit + payable = earned − clawed back.
        expect(paid - of('payout_in_transit') - of('seller_payable')).toBe(earned + of('platform_fee'));
        expect(of('payout_in_transit')).toBe(0n);
        expect(of('stripe_clearing')).toBe(earned - paid);
      }),
      { numRuns: kind === 'pg' ? 4 : 12 },
    );
  });
});

test('the minimum is in each currency’s own decimals', () => {
  expect([minimumIn('10.00', 'usd'), minimumIn('10.00', 'jpy'), minimumIn('10.00', 'kwd')]).toEqual([
    1_000n,
    10n,
    10_000n,
  ]);
  expect(minimumIn('0.005', 'usd')).toBe(1n);
  expect(minimumIn('7', 'eur')).toBe(700n);
});
