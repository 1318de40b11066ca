import { compiled, testDatabase, testDatabases, type TestDatabase } from '@netcrab/backend/testing';
import knex, { type Knex } from 'knex';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Usage } from '../../contract';
import type { QuotaChildOptions } from '../testing/quotaChild';

const program = compiled(path.join(__dirname, '../testing/quotaChild.ts'));

beforeAll(() => program.build());
afterAll(() => program.remove());

const rowsPerMonth = 1_000_000;
const leaseMs = 30_000;
const workers = 4;

const viewer = { orgId: 'acme', roles: ['buyer_viewer'] };
const headers = {
  authorization: `Bearer test_${Buffer.from(JSON.stringify(viewer)).toString('base64url')}`,
};
const get = (baseUrl: string, url: string) => fetch(baseUrl + url, { headers });
async function usage(baseUrl: string) {
  const { packs } = (await (await get(baseUrl, '/v1/marketplace/usage')).json()) as Usage;
  return packs[0] ?? { used: 0, reserved: 0 };
}

interface Delivery {
  readonly reservedAt: number;
  readonly settledAt: number;
  readonly rows: number;
}
interface Life {
  readonly deliveries: readonly Delivery[];
  /** Answers other than 200. */
  readonly refusals: readonly number[];
  /** Not before the end, on the clock of the process. */
  readonly diedAt: number;
}

/**
 * Runs a portal, hands its address to `visit`, and kills it when that is done. `deliver` keeps it busy until the end, and
 * resolves after so many deliveries.
 */
async function live(
  options: QuotaChildOptions,
  visit: (baseUrl: string, deliver: (count: number) => Promise<void>) => Promise<void>,
): Promise<Life> {
  const began = performance.now();
  const child = spawn(process.execPath, [program.file, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const deliveries: Delivery[] = [];
  const refusals: number[] = [];
  let awaited = { count: Infinity, reached: () => {} };
  const hammer = async (baseUrl: string) => {
    while (!child.killed) {
      const answer = await get(baseUrl, '/v1/rows/3').catch(() => null);
      if (answer && answer.status !== 200) refusals.push(answer.status);
      await answer?.arrayBuffer().catch(() => null);
    }
  };
  let failure: unknown;
  const working: Promise<void>[] = [];
  for await (const line of createInterface(child.stdout)) {
    const [what, ...rest] = line.split(' ');
    if (what === 'listens') {
      const baseUrl = String(rest[0]);
      const deliver = (count: number) =>
        new Promise<void>(reached => {
          awaited = { count, reached };
          for (let i = 0; i < workers; i++) working.push(hammer(baseUrl));
        });
      void visit(baseUrl, deliver)
        .catch(error => void (failure = error))
        .finally(() => child.kill('SIGKILL'));
    } else {
      const [reservedAt = 0, settledAt = 0, rows = 0] = rest.map(Number);
      deliveries.push({ reservedAt, settledAt, rows });
      if (deliveries.length === awaited.count) awaited.reached();
    }
  }
  await Promise.all(working);
  if (failure) throw failure;
  return { deliveries, refusals, diedAt: Math.ceil(options.startsAt + performance.now() - began) };
}

const after = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
const rowsOf = (deliveries: readonly Delivery[]) => deliveries.reduce((sum, { rows }) => sum + rows, 0);

function connect(config: TestDatabase['config'], dataDir: string): Knex {
  return config.client === 'pg'
    ? knex({
        client: 'pg',
        connection: config.connection,
        searchPath: config.schema,
        pool: { min: 0, max: 1 },
      })
    : knex({
        client: 'better-sqlite3',
        connection: { filename: path.join(dataDir, 'portal.sqlite') },
        useNullAsDefault: true,
      });
}

describe.each(testDatabases)('kill -9 while row quotas are settled on %s', kind => {
  let database: TestDatabase;
  let folder: string;
  beforeEach(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quota-crash-'));
    database = await testDatabase(kind);
  });
  afterEach(async () => {
    await database.drop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  /** Takes the lock that a settlement waits for; answers how to let it go. */
  async function lockCounters() {
    const db = connect(database.config, folder);
    const transaction = await db.transaction();
    await transaction('buyer_usage_counters').update({ updated_at: transaction.ref('updated_at') });
    return async () => {
      await transaction.rollback();
      await db.destroy();
    };
  }
  async function charged() {
    const db = connect(database.config, folder);
    const row = await db('buyer_usage_counters').first('used');
    const days = await db('buyer_usage_daily').sum({ rows: 'rows' }).first();
    await db.destroy();
    expect(Number(days?.rows)).toBe(Number(row?.used));
    return Number(row?.used);
  }

  it('forgives at most a second of use, never exceeds the quota and holds nothing back beyond the lease', async () => {
    const options = { dataDir: folder, database: database.config, rowsPerMonth };
    let startsAt = Date.parse('2026-11-10T12:00:00Z');
    let before = 0;
    for (const { count, ms, locked } of [
      { count: 150, ms: 0, locked: false },
      { count: 200, ms: 540, locked: false },
      // Killed while a settlement waits for its lock, when those who deliver could have gone on for long.
      { count: 100, ms: 2_000, locked: true },
    ]) {
      let unlock = async () => {};
      const life = await live({ ...options, startsAt }, async (baseUrl, deliver) => {
        const { used, reserved } = await usage(baseUrl);
        expect(used).toBe(before);
        expect(used + reserved).toBeLessThanOrEqual(rowsPerMonth);
        // What the dead one had leased may have been delivered: nobody gets it before the lease ends.
        if (before > 0) expect(reserved).toBeGreaterThan(0);
        if (before > 0) expect((await get(baseUrl, `/v1/rows/${rowsPerMonth - used}`)).status).toBe(429);
        await deliver(count);
        if (locked) unlock = await lockCounters();
        await after(ms);
      });
      await unlock();
      const now = await charged();
      const lastAt = Math.max(...life.deliveries.map(({ reservedAt }) => reservedAt));
      const old = life.deliveries.filter(({ settledAt }) => settledAt <= lastAt - 1_000);
      expect(life.refusals).toEqual([]);
      expect(now).toBeLessThanOrEqual(before + rowsOf(life.deliveries));
      expect(now).toBeGreaterThanOrEqual(before + rowsOf(old));
      before = now;
      startsAt = life.diedAt;
    }

    await live({ ...options, startsAt: startsAt + leaseMs }, async baseUrl => {
      expect(await usage(baseUrl)).toMatchObject({ used: before, reserved: 0 });
      const rest = await get(baseUrl, `/v1/rows/${rowsPerMonth - before}`);
      expect([rest.status, await rest.text()]).toEqual([200, String(rowsPerMonth - before)]);
      expect((await get(baseUrl, '/v1/rows/1')).status).toBe(429);
      expect(await usage(baseUrl)).toMatchObject({ used: rowsPerMonth, reserved: 0 });
    });
    expect(await charged()).toBe(rowsPerMonth);
  });
});
