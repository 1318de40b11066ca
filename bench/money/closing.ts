import knex, { type Knex } from 'knex';
import type { OrgId, PackId } from '@netcrab/plugin-api/backend';
import type { PublishedPack } from '@netcrab/plugin-pack-builder/contract';
import { auditMigrations } from '../../backend/src/services/audit/migrations';
import { createAudit } from '../../backend/src/services/audit/audit';
import { createDatabaseService } from '../../backend/src/services/database/service';
import { createIds } from '../../backend/src/services/ids';
import { insertRows } from '../../plugins/billing/backend/ledger/insertRows';
import { createLedger } from '../../plugins/billing/backend/ledger/ledger';
import { closeMonth, type Closing } from '../../plugins/billing/backend/revenue/closeMonth';
import { createRateStore } from '../../plugins/billing/backend/revenue/rates';
import { issueOutstanding } from '../../plugins/billing/backend/statements/issueStatements';
import { migrations } from '../../plugins/billing/migrations';

export interface Size {
  readonly orgs: number;
  readonly packs: number;
  readonly payments: number;
  /** SQLite file; kept aside from other runs. */
  readonly file: string;
}

const month = '2026-11';
const packsOfOrg = 20;
const at = (day: string) => Date.parse(`${month}-${day}T12:00:00Z`);
const clock = { now: () => Date.parse('2026-12-05T06:00:00Z') };
const packName = (pack: number) => `pack_${String(pack).padStart(4, '0')}` as PackId;
const orgName = (org: number) => `org-${String(org).padStart(6, '0')}` as OrgId;
const seconds = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1e6;

/** Each payment is one pack's, in part for the month after: as a subscription begun within the month. */
async function pay(database: Knex, { packs, payments }: Size): Promise<void> {
  await database.transaction(async trx => {
    const postings: Array<Array<string | number>> = [];
    const entries: Array<Array<string | number | null>> = [];
    for (let payment = 0; payment < payments; payment++) {
      const id = `posting-${payment}`;
      const amount = 49_900 + (payment % 97);
      const now = Math.floor((amount * 17) / 30);
      const pack = packName(payment % packs);
      postings.push([id, `payment:${payment}`, '', 'payment', 'Standard', '{}', at('14'), at('14')]);
      entries.push(
        [id, 0, 'stripe_clearing', null, null, null, 'usd', amount],
        [id, 1, 'deferred_revenue', null, pack, month, 'usd', -now],
        [id, 2, 'deferred_revenue', null, pack, '2026-12', 'usd', now - amount],
      );
    }
    await insertRows(
      trx,
      'ledger_postings',
      [
        'id',
        'idempotency_key',
        'content_hash',
        'kind',
        'description',
        'reference',
        'effective_at',
        'posted_at',
      ],
      postings,
    );
    const columns = ['posting_id', 'line', 'account', 'org_id', 'pack_id', 'month', 'currency', 'amount'];
    await insertRows(trx, 'ledger_entries', columns, entries);
  });
}

/** What pack-builder counted, by pack: every org contributed to some of them. */
function contributions({ orgs, packs }: Size) {
  const byPack = new Map<string, Array<{ packId: PackId; orgId: OrgId; sessions: number }>>();
  for (let org = 0; org < orgs; org++)
    for (let one = 0; one < packsOfOrg; one++) {
      const packId = packName((org * 7 + one * 11) % packs);
      const known = byPack.get(packId) ?? [];
      known.push({ packId, orgId: orgName(org), sessions: 1 + ((org * 31 + one * 17) % 500) });
      byPack.set(packId, known);
    }
  return byPack;
}

/** The same sums by one statement of SQL: what each pack received, its pool, and every org's part rounded down. */
async function bySql(database: Knex): Promise<number> {
  const before = process.cpuUsage();
  await database.raw(`create table bench_shares as
    with received as (
      select pack_id, -sum(amount) as base from ledger_entries
      where account = 'deferred_revenue' and month = '${month}' group by pack_id),
    counted as (select pack_id, sum(sessions) as sessions from billing_frozen_contributions
      where month = '${month}' group by pack_id)
    select c.pack_id, c.org_id, (r.base - r.base * 3 / 10) * c.sessions / t.sessions as share
    from billing_frozen_contributions c join counted t using (pack_id) join received r using (pack_id)`);
  return seconds(process.cpuUsage(before));
}

/** Closes a month of this size and issues its statements. CPU seconds; the process's peak memory in MiB. */
export async function measure(size: Size) {
  const database = knex({
    client: 'better-sqlite3',
    connection: { filename: size.file },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  await database.raw('pragma journal_mode = wal');
  for (const migration of [...auditMigrations, ...migrations]) await migration.up(database, 'sqlite');
  await pay(database, size);
  const counted = contributions(size);
  const packIds = [...counted.keys()].sort() as PackId[];
  const published = packIds.map(packId => ({ packId, definition: { spec: {} } }) as unknown as PublishedPack);
  const service = createDatabaseService(database, 'sqlite');
  const closing: Closing = {
    database: service,
    clock,
    ledger: createLedger({ clock, ids: createIds({ clock }) }),
    audit: createAudit({ database: service, clock }),
    rates: createRateStore(3_000),
    packs: {
      list: () => published,
      get: packId => published.find(pack => pack.packId === packId) ?? null,
      contributions: async (_, packId) => counted.get(packId ?? '') ?? [],
    },
  };
  const memoryBefore = process.resourceUsage().maxRSS;
  const start = performance.now();
  const cpu = process.cpuUsage();
  await closeMonth(closing, month, { kind: 'system', id: 'bench' });
  const close = seconds(process.cpuUsage(cpu));
  const wall = (performance.now() - start) / 1000;
  const cpuBefore = process.cpuUsage();
  await issueOutstanding({ ...closing, identity: { orgs: async () => [] }, titleOf: packId => packId });
  const statements = seconds(process.cpuUsage(cpuBefore));
  const peak = process.resourceUsage().maxRSS / 1024;
  const sql = await bySql(database);
  const shares = await database('ledger_entries')
    .where({ account: 'seller_payable' })
    .count({ n: '*' })
    .first();
  await database.destroy();
  return { close, wall, statements, sql, peak, grown: peak - memoryBefore / 1024, shares: Number(shares?.n) };
}
