import type { DatabaseService } from '@netcrab/plugin-api/backend';
import { testDatabases } from '@netcrab/backend/testing';
import { closeMonth } from '../revenue/closeMonth';
import { addMonths } from '../revenue/months';
import { issueOutstanding } from '../statements/issueStatements';
import { requestMonthlyRun } from './payoutRuns';
import { startPayingPortal, system, type PayingPortal } from './testing/payingPortal';
import { workOnPayouts } from './workOnPayouts';

class Killed extends Error {}

/** A process that dies at its n-th step: nothing after that has any effect, and what was not committed is undone. */
function mortal(database: DatabaseService, dieAt: number) {
  let steps = 0;
  const step = () => {
    if (++steps >= dieAt) throw new Killed(`at step ${steps}`);
  };
  const dying: DatabaseService = {
    ...database,
    async transaction(work) {
      step(); // before it began
      const result = await database.transaction(async trx => {
        const done = await work(trx);
        step(); // before it committed
        return done;
      });
      step(); // committed, and nobody learned of it
      return result;
    },
  };
  return { database: dying, step, steps: () => steps };
}

/** The fifth of the month: close, statements, run, transfers. */
async function monthly(money: PayingPortal, month: string, database: DatabaseService, step: () => void) {
  money.stripe.at = step;
  const closing = { ...money.closing, database };
  await closeMonth(closing, month, system);
  await issueOutstanding({ ...closing, identity: { orgs: async () => [] }, titleOf: id => id });
  const paying = money.paying(database);
  await requestMonthlyRun(paying, system);
  await workOnPayouts(paying);
  step(); // the last answer
}

/** A month's sales, and the fifth of the next. */
async function sell(money: PayingPortal, month: string): Promise<void> {
  money.clock.set(`${month}-20T12:00:00Z`);
  money.packs.set(month, 'a', { acme: 6, globex: 3, initech: 1 });
  money.packs.set(month, 'b', { acme: 1, initech: 5 });
  await money.money([
    ['a', month, 10_001n],
    ['b', month, 7_777n],
  ]);
  money.clock.set(`${addMonths(month, 1)}-05T06:00:00Z`);
}

const count = async (money: PayingPortal, table: string, month: string) =>
  Number((await money.database.knex(table).where({ month }).count({ rows: '*' }).first())?.rows);

describe.each(testDatabases)('a crash on %s', kind => {
  let money: PayingPortal;
  afterEach(() => money.stop());

  it('at whatever step, then another, leaves one close, posting, statement and transfer each', async () => {
    money = await startPayingPortal(kind);
    for (const org of ['acme', 'globex', 'initech']) await money.connect(org);
    const first = '2026-11';
    await sell(money, first);
    const calm = mortal(money.database, Infinity);
    await monthly(money, first, calm.database, calm.step);
    const steps = calm.steps();
    const expected = await money.balances();
    expect(expected).toEqual({ stripe_clearing: 5_333n, platform_fee: -5_333n });
    expect(steps).toBeGreaterThan(40);

    const runs = kind === 'pg' ? 25 : 200;
    for (let seed = 1; seed <= runs; seed++) {
      const month = addMonths(first, seed);
      await sell(money, month);
      // Every step is died at, and the next run dies somewhere else.
      for (const dieAt of [1 + (seed % steps), 1 + ((seed * 7_919) % steps)]) {
        const { database, step } = mortal(money.database, dieAt);
        await monthly(money, month, database, step).catch(error => {
          if (!(error instanceof Killed)) throw error;
        });
      }
      const { database, step } = mortal(money.database, Infinity);
      await monthly(money, month, database, step);
      const made = money.stripe.transfers.filter(one => one.transfer_group?.includes(`:${month}:`));
      expect({
        seed,
        transfers: made.map(one => `${one.destination} ${one.amount}`).sort(),
        closed: await count(money, 'marketplace_pack_revenue', month),
        frozen: await count(money, 'billing_frozen_contributions', month),
        statements: await count(money, 'statements', month),
        clearing: (await money.balances()).stripe_clearing,
      }).toEqual({
        seed,
        transfers: ['acct_acme 5108', 'acct_globex 2100', 'acct_initech 5237'],
        closed: 2,
        frozen: 5,
        statements: 3,
        clearing: 5_333n * BigInt(seed + 1),
      });
    }
    expect(await money.audit.verify()).toBeNull();
  });
});
