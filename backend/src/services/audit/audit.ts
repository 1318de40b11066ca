import type {
  AuditEntry,
  AuditFilter,
  AuditRecord,
  AuditService,
  Clock,
  DatabaseService,
} from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import { canonicalJson, chainHash, type AuditRow } from './chain';

const mostPerSearch = 1_000;
const rowsPerStep = 500;

/**
 * Entries are chained in the transaction that records them. It locks the one row of `core_audit_head` until it ends, so
 * concurrent recorders queue and the chain has neither gaps nor forks; what is rolled back was never in it. Two
 * transactions that lock each other's rows and the head in opposite order are a deadlock, which Postgres detects and
 * {@link DatabaseService.transaction} retries; recording last in a transaction avoids it.
 */
export function createAudit({
  database,
  clock,
}: {
  readonly database: DatabaseService;
  readonly clock: Clock;
}): AuditService {
  async function append(entry: AuditEntry, trx: Knex.Transaction): Promise<void> {
    const head = trx<{ id: number; seq: number; hash: string }>('core_audit_head').where({ id: 1 });
    const last = await (database.dialect === 'pg' ? head.clone().forUpdate() : head.clone()).first();
    if (!last)
      throw new Error('The audit log has lost its head (table core_audit_head); restore it from a backup.');
    const unsealed = toRow(entry, last.seq + 1, clock.now());
    const row: AuditRow = { ...unsealed, hash: chainHash(last.hash, unsealed) };
    await trx('core_audit_log').insert(row);
    await head.clone().update({ seq: row.seq, hash: row.hash });
  }

  return {
    record: (entry, trx) => (trx ? append(entry, trx) : database.transaction(own => append(entry, own))),

    async search(filter) {
      const rows = await select(database.knex, filter);
      return rows.map(toRecord);
    },

    async verify() {
      let previous = { seq: 0, hash: '' };
      for (;;) {
        const rows = await database
          .knex<AuditRow>('core_audit_log')
          .where('seq', '>', previous.seq)
          .orderBy('seq')
          .limit(rowsPerStep);
        for (const { hash, ...entry } of rows) {
          if (entry.seq !== previous.seq + 1)
            return { seq: previous.seq + 1, reason: `Entry ${previous.seq + 1} is missing.` };
          if (hash !== chainHash(previous.hash, entry))
            return {
              seq: entry.seq,
              reason: `Entry ${entry.seq} does not match its hash: it or one before it was changed.`,
            };
          previous = { seq: entry.seq, hash };
        }
        if (rows.length === rowsPerStep) continue;
        return checkEnd(previous);
      }
    },
  };

  /** Entries cut off at the end leave a valid chain, but not the one the head knows. */
  async function checkEnd(last: { seq: number; hash: string }) {
    const head = await database.knex<{ seq: number; hash: string }>('core_audit_head').first();
    const counterpart = await database
      .knex<AuditRow>('core_audit_log')
      .where({ seq: head?.seq ?? 0 })
      .first();
    if (!head || (head.seq > 0 && counterpart?.hash !== head.hash))
      return {
        seq: last.seq + 1,
        reason: `The log ends at entry ${last.seq}, but its head says ${head?.seq ?? 'nothing'}.`,
      };
    return null;
  }
}

function select(knex: Knex, filter: AuditFilter): Knex.QueryBuilder<AuditRow, AuditRow[]> {
  const query = knex<AuditRow>('core_audit_log')
    .orderBy('seq', 'desc')
    .limit(Math.min(filter.limit ?? 100, mostPerSearch));
  if (filter.actor !== undefined) query.where('actor_id', filter.actor);
  if (filter.orgId !== undefined) query.where('org_id', filter.orgId);
  if (filter.from !== undefined) query.where('at', '>=', filter.from);
  if (filter.to !== undefined) query.where('at', '<', filter.to);
  if (filter.beforeSeq !== undefined) query.where('seq', '<', filter.beforeSeq);
  if (filter.action !== undefined) {
    // `api-key.` finds everything about keys; '/' sorts right after '.'.
    if (filter.action.endsWith('.'))
      query.where('action', '>=', filter.action).where('action', '<', `${filter.action.slice(0, -1)}/`);
    else query.where('action', filter.action);
  }
  if (filter.target !== undefined) {
    // `pack:123`, or the id alone.
    const [type, ...rest] = filter.target.split(':');
    const id = rest.join(':');
    query.where(target => {
      target.where('target_id', filter.target);
      if (id !== '') target.orWhere({ target_id: id, target_type: type });
    });
  }
  return query;
}

const json = (value: unknown) => (value === undefined ? null : canonicalJson(value));

const toRow = (entry: AuditEntry, seq: number, at: number): Omit<AuditRow, 'hash'> => ({
  seq,
  at,
  action: entry.action,
  actor_kind: entry.actor.kind,
  actor_id: entry.actor.id,
  actor_name: entry.actor.name ?? null,
  org_id: entry.orgId ?? null,
  target_type: entry.target.type,
  target_id: entry.target.id,
  target_name: entry.target.name ?? null,
  before: json(entry.before),
  after: json(entry.after),
  ip: entry.ip ?? null,
  request_id: entry.requestId ?? null,
});

const toRecord = (row: AuditRow): AuditRecord => ({
  seq: row.seq,
  at: row.at,
  action: row.action,
  actor: { kind: row.actor_kind, id: row.actor_id, ...(row.actor_name !== null && { name: row.actor_name }) },
  orgId: row.org_id,
  target: {
    type: row.target_type,
    id: row.target_id,
    ...(row.target_name !== null && { name: row.target_name }),
  },
  before: row.before === null ? undefined : JSON.parse(row.before),
  after: row.after === null ? undefined : JSON.parse(row.after),
  ip: row.ip ?? undefined,
  requestId: row.request_id ?? undefined,
  hash: row.hash,
});
