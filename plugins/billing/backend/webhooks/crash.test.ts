import { compiled } from '@netcrab/backend/testing';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import Stripe from 'stripe';
import { startBuyingPortal, type BuyingPortal } from '../testing/buyingPortal';

const day = 86_400_000;
/** Each is killed twice and ended once; `killed.test.ts` has kills by the hundred. */
const runs = 3;
const program = compiled(path.join(__dirname, '../testing/crashChild.fixture.ts'));

let buying: BuyingPortal;
let folder: string;
/** Calls that the child makes of Stripe, and what to do at one of them. */
let calls = 0;
let onCall: (call: number) => void = () => undefined;

beforeAll(async () => {
  program.build();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'billing-crash-'));
  buying = await startBuyingPortal('sqlite');
  await happen();
  await buying.db.knex.raw('vacuum into ?', [path.join(folder, 'before.sqlite')]);
  const { faults } = buying.sandbox();
  const strike = faults.strike.bind(faults);
  faults.strike = operation => {
    onCall(++calls);
    return strike(operation);
  };
});
afterAll(async () => {
  await buying.stop();
  program.remove();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Purchases, renewals, a refund in two parts and a lost dispute, of none of which the portal hears. */
async function happen(): Promise<void> {
  const orders = [];
  for (const [n, org] of ['acme', 'globex', 'initech'].entries())
    orders.push(
      await buying.begin(n === 0 ? 'pro' : 'standard', 'crm', n === 0 ? ['flows', 'erp'] : [], org),
    );
  const sandbox = buying.sandbox();
  sandbox.faults.set({ dropEvents: 1 });
  for (const { orderId } of orders) sandbox.payCheckout(await buying.sessionOf(orderId));
  await buying.advance(31 * day);
  const stripe = new Stripe(sandbox.secretKey, sandbox.clientConfig);
  const { data } = await stripe.charges.list({ limit: 10 });
  const [refunded, disputed] = data.map(charge => charge.id);
  for (const amount of [1_234, 5_678]) await stripe.refunds.create({ charge: refunded ?? '', amount });
  sandbox.closeDispute(sandbox.openDispute(disputed ?? ''), 'lost');
}

/** Runs the child on a data folder, and kills it some milliseconds after its n-th call of Stripe. */
async function run(dataDir: string, seed: string, kill?: { readonly call: number; readonly ms: number }) {
  const { clientConfig, secretKey } = buying.sandbox();
  const args = [dataDir, String(clientConfig.port), secretKey, String(buying.clock.now()), seed];
  const process_ = spawn(process.execPath, [program.file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  calls = 0;
  onCall = call => {
    if (kill?.call === call) setTimeout(() => process_.kill('SIGKILL'), kill.ms);
  };
  const ended = new Promise<NodeJS.Signals | null>(resolve =>
    process_.once('exit', (_, signal) => resolve(signal)),
  );
  const printed = await text(process_.stdout);
  return { signal: await ended, state: printed === '' ? null : (JSON.parse(printed) as object), calls };
}

function dataFolder(name: string): string {
  const dataDir = path.join(folder, name);
  fs.mkdirSync(dataDir);
  fs.copyFileSync(path.join(folder, 'before.sqlite'), path.join(dataDir, 'portal.sqlite'));
  fs.writeFileSync(path.join(dataDir, 'stripe-sandbox.sqlite'), '');
  return dataDir;
}

it('kill -9 at any point leaves one subscription, payment and posting each', async () => {
  const calm = await run(dataFolder('calm'), 'calm');
  expect(calm.state).toMatchObject({ failed: [] });
  expect(calm.state).toHaveProperty('payments.length', 6);
  expect(calm.state).toHaveProperty('subscriptions.length', 3);
  expect(calm.calls).toBeGreaterThan(30);
  for (let seed = 1; seed <= runs; seed++) {
    const dataDir = dataFolder(`killed-${seed}`);
    for (const [n, factor] of [104_729, 7_919].entries()) {
      const call = 1 + ((seed * factor) % calm.calls);
      const killed = await run(dataDir, `${seed}-${n}`, { call, ms: (seed * factor) % 12 });
      // A process that had less left to do than that may have ended first.
      expect(['SIGKILL', null]).toContain(killed.signal);
    }
    const end = await run(dataDir, `${seed}-end`);
    expect({ seed, ...(end.state ?? {}) }).toEqual({ seed, ...calm.state });
    fs.rmSync(dataDir, { recursive: true });
  }
}, 1_800_000);
