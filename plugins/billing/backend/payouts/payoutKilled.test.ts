import { startTestSandbox, type TestSandbox } from '@netcrab/stripe-sandbox/testing';
import { buildSync } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { addMonths } from '../revenue/months';
import { openBooks, sellers } from './testing/monthlyBooks';

const root = process.cwd();
// Beside the installed packages, so that native modules are found.
const cache = path.join(root, 'node_modules', '.cache', `payout-killed-${process.pid}`);
const program = path.join(cache, 'child.cjs');
const kills = 12;

let sandbox: TestSandbox;
let dataDir: string;
let now = Date.parse('2026-12-05T06:00:00Z');

beforeAll(async () => {
  buildSync({
    entryPoints: [path.join(__dirname, 'testing/monthlyChild.fixture.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    conditions: ['netcrab-source'],
    packages: 'external',
    alias: {
      '@netcrab/plugin-api/backend': './packages/plugin-api/src/backend/index.ts',
      '@netcrab/plugin-api/contract': './packages/plugin-api/src/contract/index.ts',
    },
    logLevel: 'error',
  });
  sandbox = await startTestSandbox({ clock: () => now });
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'netcrab-payouts-'));
});
afterAll(async () => {
  await sandbox.close();
  fs.rmSync(dataDir, { recursive: true, force: true });
  fs.rmSync(cache, { recursive: true, force: true });
});

const optionsAt = () => ({
  file: path.join(dataDir, 'books.sqlite'),
  stripe: { url: sandbox.url, secretKey: sandbox.secretKey },
  now,
});

/** The month's work in a process of its own. Answers its milliseconds; killed after `killMs` of them. */
async function work(month: string, killMs?: number): Promise<number> {
  const child = spawn(process.execPath, [program, JSON.stringify(optionsAt()), month], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const start = performance.now();
  const timer = killMs === undefined ? null : setTimeout(() => child.kill('SIGKILL'), killMs);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (timer) clearTimeout(timer);
  if (killMs === undefined) expect(code).toBe(0);
  return performance.now() - start;
}

test('a month’s work that is killed at any time, then begun again, pays each seller once', async () => {
  let books = await openBooks(optionsAt());
  await books.migrate();
  sandbox.topUp(10_000_000, 'usd');
  for (const orgId of sellers) {
    const capabilities = { transfers: { requested: true } };
    const { id } = await books.stripe.accounts.create({ type: 'express', country: 'US', capabilities });
    sandbox.completeOnboarding(id);
    await books.connect(orgId, id);
  }
  let whole = 0;
  for (let kill = 0; kill <= kills; kill++) {
    const month = addMonths('2026-11', kill);
    now = Date.parse(`${addMonths(month, 1)}-05T06:00:00Z`);
    await books.sell(month);
    await books.close();
    // The first is left alone, to know how long it takes; the others die at different parts of that time.
    if (kill === 0) whole = await work(month);
    else {
      await work(month, (whole * kill) / (kills + 1));
      await work(month);
    }
    books = await openBooks(optionsAt());
    for (const orgId of sellers) {
      const { data } = await books.stripe.transfers.list({ transfer_group: `payout:${orgId}:${month}:usd` });
      expect({ month, orgId, transfers: data.length }).toEqual({ month, orgId, transfers: 1 });
    }
    const statements = await books.db('statements').where({ month }).count({ rows: '*' }).first();
    expect(Number(statements?.rows)).toBe(3);
  }
  const [left] = await books.db('ledger_entries').where({ account: 'seller_payable' }).sum({ sum: 'amount' });
  const [inTransit] = await books
    .db('ledger_entries')
    .where({ account: 'payout_in_transit' })
    .sum({ sum: 'amount' });
  expect([Number(left?.sum), Number(inTransit?.sum)]).toEqual([0, 0]);
  await books.close();
}, 240_000);
