import { createHash } from 'node:crypto';
import knex from 'knex';
import type { OrgId } from '@netcrab/plugin-api/backend';
import { createIds } from '../../backend/src/services/ids';
import { createLimits } from '../../backend/src/services/limits';
import { checksumOf, displayParts, generateKey } from '../../plugins/api-keys/backend/keys/keyFormat';
import { DatabaseKeyStore, type StoredKey } from '../../plugins/api-keys/backend/keys/keyStore';
import { createAuthenticate } from '../../plugins/api-keys/backend/verify/authenticate';
import { bcryptHash, bcryptMatches } from '../../plugins/api-keys/backend/verify/bcrypt';
import { keyGeneration } from '../../plugins/api-keys/backend/verify/generation';
import { trackLastUsed } from '../../plugins/api-keys/backend/verify/lastUsed';
import { batchLookups, lookupSpacingMs } from '../../plugins/api-keys/backend/verify/lookupBatch';
import { requestLimits } from '../../plugins/api-keys/backend/verify/requestLimits';
import { migrations } from '../../plugins/api-keys/migrations';

const clock = { now: () => Date.now() };
const ids = createIds({ clock });
const ip = '192.0.2.1';
const keys = 8;
const wrongPerSecond = 1_000;
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** The plugin's verification on a real SQLite database in memory, limits included. */
async function verification() {
  const database = knex({
    client: 'better-sqlite3',
    connection: { filename: ':memory:' },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  for (const migration of migrations) await migration.up(database, 'sqlite');
  const store = new DatabaseKeyStore({ knex: database, dialect: 'sqlite' });
  const secrets = Array.from({ length: keys }, () => generateKey(ids, 'live'));
  for (const secret of secrets) {
    const key: StoredKey = {
      ...displayParts(secret),
      id: ids.uuid(),
      orgId: 'bench' as OrgId,
      label: 'bench',
      mode: 'live',
      hash: await bcryptHash(secret, 10),
      lookup: digest(secret),
      scopes: ['packs:query'],
      allowedCidrs: [],
      createdBy: 'bench',
      createdAt: Date.now(),
      expiresAt: null,
      lastUsedAt: null,
      revokedAt: null,
      replacedBy: null,
    };
    await database.transaction(trx => store.insert(trx, key));
  }
  const log = { debug() {}, info() {}, warn() {}, error() {}, child: () => log };
  const scheme = createAuthenticate({
    clock,
    generation: keyGeneration('sqlite', async () => 0),
    lookupOf: digest,
    find: batchLookups(texts => store.findByLookups(texts), {
      spacingMs: lookupSpacingMs,
      wait: ms => new Promise(resolve => setTimeout(resolve, ms)),
      now: () => performance.now(),
    }),
    matches: bcryptMatches,
    rateOf: () => 1e9,
    countRequest: requestLimits(createLimits({ clock })),
    lastUsed: trackLastUsed(async () => undefined, log),
  });
  return { database, secrets, authenticate: (token: string) => scheme.authenticate(token, { ip }) };
}

/** A well-formed key that nobody made: the dearest kind of wrong. */
function wrongKey(): string {
  const body = generateKey(ids, 'live').slice(0, -6);
  return body + checksumOf(body);
}

export async function measure() {
  const { database, secrets, authenticate } = await verification();
  const good = secrets[0] ?? '';
  const timed = async (token: string) => {
    const start = performance.now();
    await authenticate(token);
    return (performance.now() - start) * 1000;
  };
  const first: number[] = [];
  for (const secret of secrets) first.push(await timed(secret));
  const bcrypt: number[] = [];
  const hash = await bcryptHash(good, 10);
  for (let i = 0; i < keys; i++) {
    const start = performance.now();
    await bcryptMatches(good, hash);
    bcrypt.push((performance.now() - start) * 1000);
  }

  /** µs a call, of calls in a row. */
  const perCall = (call: () => unknown, calls: number) => {
    const start = performance.now();
    for (let i = 0; i < calls; i++) call();
    return ((performance.now() - start) * 1000) / calls;
  };
  const byDigest = new Map(secrets.map(secret => [digest(secret), secret]));
  for (const warm of [0, 1]) perCall(() => authenticate(good), 50_000 + warm);
  const remembered = median([1, 2, 3, 4, 5].map(() => perCall(() => authenticate(good), 50_000)));
  const lookup = median([1, 2, 3, 4, 5].map(() => perCall(() => byDigest.get(digest(good)), 50_000)));

  /** CPU seconds and verifications of the good key in a second of time in which wrong keys arrive too. */
  const secondWith = async (wrong: number) => {
    const wrongKeys = Array.from({ length: wrong }, wrongKey);
    const before = process.cpuUsage();
    const start = performance.now();
    let calls = 0;
    let sent = 0;
    for (let elapsed = 0; elapsed < 1; elapsed = (performance.now() - start) / 1000) {
      for (; sent < elapsed * wrong; sent++) attempt(wrongKeys[sent] ?? '');
      for (let i = 0; i < 50; i++, calls++) authenticate(good);
      await new Promise(setImmediate);
    }
    const { user, system } = process.cpuUsage(before);
    return { calls, cpu: (user + system) / 1e6 };
  };
  const attempt = (token: string) => void Promise.resolve(authenticate(token)).catch(() => undefined);
  // What the wrong keys take of one core's second is taken from the good one; other programs of the machine do not count.
  const rates: number[] = [];
  const kept: number[] = [];
  for (let i = 0; i < 7; i++) {
    // A quiet second on either side, so that a machine that slows down or speeds up does so for both.
    const before = await secondWith(0);
    const flood = await secondWith(wrongPerSecond);
    const after = await secondWith(0);
    const rate = (before.calls + after.calls) / (before.cpu + after.cpu);
    rates.push(rate);
    kept.push(1 - Math.max(0, flood.cpu - flood.calls / rate));
  }
  const alone = median(rates);
  await database.destroy();
  return {
    firstUs: median(first),
    bcryptUs: median(bcrypt),
    rememberedUs: remembered,
    lookupUs: lookup,
    alone: Math.round(alone),
    flooded: Math.round(alone * median(kept)),
    wrongPerSecond,
  };
}
