import { compiled, testDatabase, testDatabases, type TestDatabase } from '@netcrab/backend/testing';
import { startTestSandbox, type TestSandbox } from '@netcrab/stripe-sandbox/testing';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import Stripe from 'stripe';
import { addMonths } from './revenue/months';
import type { Kill, KillKind } from './testing/dieAt';
import { sellers, type MoneyState, type MoneyWork } from './testing/moneyWork';

/** Real kills on each database: half of them in webhooks, the rest by turns in what the fifth of a month does. */
const kills = Number(process.env.CRASH_RUNS ?? 8);
const ends = ['close', 'statement', 'payout'] as const;
const program = compiled(path.join(__dirname, 'testing/moneyChild.fixture.ts'));

let folder: string;
let database: TestDatabase;
let sandbox: TestSandbox;
let stripe: Stripe;
let now = Date.parse('2026-10-20T12:00:00Z');
let processes = 0;

beforeAll(() => program.build());
afterAll(() => program.remove());

/** A process of the portal, until it is done or dead: what is then, or what it was doing. */
async function run(
  what: MoneyWork['what'],
  kill?: Kill,
): Promise<{ readonly state?: MoneyState; readonly died?: KillKind }> {
  const { clientConfig, secretKey } = sandbox;
  // Instances that share Postgres wait until a dead one's jobs are free again.
  now += 10 * 60_000;
  const work: MoneyWork = {
    database: database.config,
    dataDir: folder,
    sandbox: { port: clientConfig.port, secretKey },
    now,
    seed: `process-${(processes += 1)}`,
    what,
    ...(kill && { kill }),
  };
  const child = spawn(process.execPath, [program.file, JSON.stringify(work)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // What a killed one leaves behind goes with the folder.
    env: { ...process.env, TMPDIR: folder },
  });
  const ended = new Promise<NodeJS.Signals | number | null>(resolve =>
    child.once('exit', (code, signal) => resolve(signal ?? code)),
  );
  const printed = await text(child.stdout);
  const end = await ended;
  expect({ what, kill, end }).toEqual({ what, kill, end: end === 'SIGKILL' && kill ? end : 0 });
  const [, died] = /^killed at (\w+)$/m.exec(printed) ?? [];
  return end === 'SIGKILL' ? { died: died as KillKind } : { state: JSON.parse(printed) as MoneyState };
}

async function finished(what: MoneyWork['what']): Promise<MoneyState> {
  const { state } = await run(what);
  if (!state) throw new Error('Nobody was to kill this one');
  return state;
}

async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of list) found.push(one);
  return found;
}

/** Stripe's own books, beside which the portal's must stand. */
async function truth() {
  const balance = await stripe.balance.retrieve();
  const charges = await all(stripe.charges.list({ limit: 100 }));
  const refunds = await all(stripe.refunds.list({ limit: 100 }));
  return {
    balance: [...balance.available, ...balance.pending].reduce((sum, { amount }) => sum + amount, 0),
    payments: charges.filter(({ paid }) => paid).length,
    refunds: refunds.length,
  };
}

const ofKind = (state: MoneyState, kind: string) =>
  state.postings.filter(posting => (JSON.parse(posting) as { kind: string }).kind === kind).length;

/** One subscription, payment, posting, close, statement and transfer each. */
async function expectOnce(state: MoneyState, months: readonly string[]): Promise<void> {
  const { balance, payments, refunds } = await truth();
  const transfers = await all(stripe.transfers.list({ limit: 100 }));
  expect({
    failed: state.failed,
    auditBroken: state.auditBroken,
    subscriptions: state.subscriptions.length,
    payments: state.payments.length,
    received: ofKind(state, 'payment'),
    refunds: ofKind(state, 'refund'),
    balance: state.books.stripe_clearing,
    closed: state.closed.length,
    statements: state.statements.length,
    payouts: state.payouts.length,
    transfers: transfers.map(one => String(one.transfer_group)).sort(),
    owed: Object.keys(state.books).filter(account => account.startsWith('payout_in_transit')),
  }).toEqual({
    failed: [],
    auditBroken: false,
    subscriptions: 3,
    payments,
    received: payments,
    refunds,
    balance,
    closed: 2 * months.length,
    statements: sellers.length * months.length,
    payouts: sellers.length * months.length,
    transfers: months.flatMap(month => sellers.map(org => `payout:${org}:${month}:usd`)).sort(),
    owed: [],
  });
}

/** Renewals, and every other month a refund in parts, none of which the portal hears of. */
async function sell(month: string, count: number): Promise<void> {
  now = Date.parse(`${month}-20T12:00:00Z`);
  sandbox.advance(0);
  if (count % 2 === 1) return;
  const { data } = await stripe.charges.list({ limit: 1 });
  for (const amount of [1_234, 567]) await stripe.refunds.create({ charge: data[0]?.id ?? '', amount });
}

const settle = (month: string) => {
  now = Date.parse(`${addMonths(month, 1)}-05T06:00:00Z`);
  sandbox.advance(0);
};

describe.each(testDatabases)('kill -9 on %s', kind => {
  beforeEach(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'billing-killed-'));
    fs.writeFileSync(path.join(folder, 'stripe-sandbox.sqlite'), '');
    database = await testDatabase(kind);
    now = Date.parse('2026-10-20T12:00:00Z');
    sandbox = await startTestSandbox({ clock: () => now });
    stripe = new Stripe(sandbox.secretKey, sandbox.clientConfig);
  });
  afterEach(async () => {
    await sandbox.close();
    await database.drop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('in webhooks, month close, statements or payouts, then a restart, leaves one of each', async () => {
    const begun = await finished('begin');
    for (const session of begun.sessions) sandbox.payCheckout(session);
    for (const account of begun.accounts) sandbox.completeOnboarding(account);
    await finished('return');
    const months = ['2026-10'];
    settle('2026-10');
    await expectOnce(await finished('month'), months);
    // A month that is left alone tells how much there is to do in one.
    months.push('2026-11');
    await sell('2026-11', 0);
    const heard = await finished('webhooks');
    settle('2026-11');
    const calm = await finished('month');
    await expectOnce(calm, months);
    const points = { ...calm.points, webhook: heard.points.webhook };

    const killed: Record<KillKind, number> = { webhook: 0, close: 0, statement: 0, payout: 0 };
    const die = async (what: MoneyWork['what'], kind_: KillKind, seed: number) => {
      const nth = 1 + ((seed * 7_919) % Math.ceil(points[kind_] * 0.8));
      // Statements have few points: a later kill would be in the payouts.
      const ms = kind_ === 'statement' ? 0 : seed % 3;
      const { died } = await run(what, { kind: kind_, nth, ms });
      // One that had less left to do than that has ended before.
      if (died) killed[died] += 1;
    };
    const sum = () => Object.values(killed).reduce((before, one) => before + one, 0);
    for (let seed = 1; sum() < kills; seed++) {
      expect(seed).toBeLessThan(kills + 2);
      const month = addMonths('2026-11', seed);
      months.push(month);
      await sell(month, seed);
      await die('webhooks', 'webhook', seed);
      settle(month);
      await die('month', ends[seed % ends.length] ?? 'close', seed);
      await expectOnce(await finished('month'), months);
    }
    if (process.env.CRASH_RUNS) process.stdout.write(`Killed on ${kind}: ${JSON.stringify(killed)}\n`);
  }, 3_600_000);
});
