import { createHash } from 'node:crypto';
import type { DatabaseService, OrgId, PackId, WarehouseConnection } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { ContributionCount, OrgContribution } from '../../contract';
import { addDays } from '../aggregation/calendar';
import type { RosterEntry } from './roster';

/** Sessions per org, pack and month: what payouts are computed from. Stays inside the platform. */
export interface LineageUpdate {
  readonly seq: number;
  readonly rosterDigest: string;
  /** Months with sessions, and those whose counts changed. */
  readonly months: readonly string[];
  readonly changed: ReadonlyArray<{
    readonly month: string;
    readonly orgId: string;
    readonly sessions: number;
  }>;
  readonly changedMonths: readonly string[];
}

const digestOf = (members: readonly RosterEntry[]) =>
  createHash('sha256')
    .update(JSON.stringify(members.map(({ orgId, productId }) => [orgId, productId])))
    .digest('hex');

/**
 * Counts the sessions of members per day, for the days that telemetry changed since the last build; for all days when
 * the roster changed. Counts of products that left stay as they were: what they contributed is owed to them.
 * `pb_contributors` must hold the members.
 */
export async function updateLineage(
  connection: WarehouseConnection,
  packId: string,
  members: readonly RosterEntry[],
  last: { readonly seq: number; readonly rosterDigest: string } | null,
): Promise<LineageUpdate> {
  const rosterDigest = digestOf(members);
  const whole = last?.rosterDigest !== rosterDigest;
  const [newest] = await connection.query<{ seq: number | bigint | null }>(
    'SELECT max(seq) AS seq FROM fact_changes',
  );
  const seq = Number(newest?.seq ?? 0);
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE pb_changed AS ${
      whole
        ? `SELECT DISTINCT CAST(s.start_ts AS DATE) AS day FROM fact_sessions s JOIN pb_contributors c USING (org_id, product_id)
           UNION SELECT day FROM pack_contrib_days WHERE pack_id = $1`
        : `SELECT DISTINCT f.day FROM fact_changes f JOIN pb_contributors c USING (org_id, product_id)
           WHERE f.seq > ${last.seq} AND $1 IS NOT NULL`
    }`,
    [packId],
  );
  await connection.run(
    `DELETE FROM pack_contrib_days WHERE pack_id = $1 AND day IN (SELECT day FROM pb_changed)
       AND (org_id, product_id) IN (SELECT (org_id, product_id) FROM pb_contributors)`,
    [packId],
  );
  await connection.run(
    `INSERT INTO pack_contrib_days
     SELECT $1, CAST(s.start_ts AS DATE) AS day, s.org_id, s.product_id, count(*)
     FROM fact_sessions s JOIN pb_contributors c USING (org_id, product_id)
     WHERE s.start_ts >= (SELECT min(day) FROM pb_changed) AND s.start_ts < (SELECT max(day) + 1 FROM pb_changed)
       AND CAST(s.start_ts AS DATE) IN (SELECT day FROM pb_changed)
     GROUP BY ALL ORDER BY ALL`,
    [packId],
  );
  const changed = await connection.query<{ month: string; org_id: string; sessions: number | bigint }>(
    `SELECT strftime(day, '%Y-%m') AS month, org_id, CAST(sum(sessions) AS BIGINT) AS sessions FROM pack_contrib_days
     WHERE pack_id = $1 AND strftime(day, '%Y-%m') IN (SELECT strftime(day, '%Y-%m') FROM pb_changed)
     GROUP BY ALL ORDER BY ALL`,
    [packId],
  );
  const months = await connection.query<{ month: string }>(
    `SELECT DISTINCT strftime(day, '%Y-%m') AS month FROM pack_contrib_days WHERE pack_id = $1 ORDER BY month`,
    [packId],
  );
  const touched = await connection.query<{ month: string }>(
    `SELECT DISTINCT strftime(day, '%Y-%m') AS month FROM pb_changed`,
  );
  return {
    seq,
    rosterDigest,
    months: months.map(({ month }) => month),
    changed: changed.map(row => ({ month: row.month, orgId: row.org_id, sessions: Number(row.sessions) })),
    changedMonths: touched.map(({ month }) => month),
  };
}

/** Sessions and orgs of the members over the 30 days before `asOf`. */
export async function trailingActivity(connection: WarehouseConnection, packId: string, asOf: string) {
  const [row] = await connection.query<{ sessions: number | bigint | null; orgs: number | bigint }>(
    `SELECT CAST(sum(d.sessions) AS BIGINT) AS sessions, count(DISTINCT d.org_id) AS orgs
     FROM pack_contrib_days d JOIN pb_contributors c USING (org_id, product_id)
     WHERE d.pack_id = $1 AND d.day >= CAST($2 AS DATE) AND d.day < CAST($3 AS DATE)`,
    [packId, addDays(asOf, -30), asOf],
  );
  return { sessions: Number(row?.sessions ?? 0), orgs: Number(row?.orgs ?? 0) };
}

export function createLineageStore({ knex }: DatabaseService) {
  return {
    async last(packId: string) {
      const row = await knex('pack_lineage').where({ pack_id: packId }).first();
      return row ? { seq: Number(row.seq), rosterDigest: String(row.roster_digest) } : null;
    },

    /** What an org contributed, with the totals of the same packs and months; newest month first. */
    async counts(orgId: string): Promise<ContributionCount[]> {
      const rows: Array<Record<string, unknown>> = await knex('marketplace_org_contrib as own')
        .join('marketplace_org_contrib as every', join =>
          join.on('every.pack_id', 'own.pack_id').andOn('every.month', 'own.month'),
        )
        .where('own.org_id', orgId)
        .groupBy('own.pack_id', 'own.month', 'own.sessions')
        .orderBy([{ column: 'own.month', order: 'desc' }, { column: 'own.pack_id' }])
        .select({ packId: 'own.pack_id', month: 'own.month', orgSessions: 'own.sessions' })
        .sum({ totalSessions: 'every.sessions' });
      return rows.map(row => ({
        packId: String(row.packId),
        month: String(row.month),
        orgSessions: Number(row.orgSessions),
        totalSessions: Number(row.totalSessions),
      }));
    },

    /** What every org contributed in a month, to one pack or all of them. */
    async ofMonth(month: string, packId?: string): Promise<OrgContribution[]> {
      const rows: Array<{ pack_id: PackId; org_id: OrgId; sessions: number | string }> = await knex(
        'marketplace_org_contrib',
      )
        .where(packId === undefined ? { month } : { pack_id: packId, month })
        .orderBy(['pack_id', 'org_id'])
        .select('pack_id', 'org_id', 'sessions');
      return rows.map(row => ({ packId: row.pack_id, orgId: row.org_id, sessions: Number(row.sessions) }));
    },

    async save(trx: Knex.Transaction, packId: string, update: LineageUpdate): Promise<void> {
      await trx('marketplace_org_contrib')
        .where({ pack_id: packId })
        .whereIn('month', [...update.changedMonths])
        .delete();
      const rows = update.changed.map(({ month, orgId, sessions }) => ({
        pack_id: packId,
        month,
        org_id: orgId,
        sessions,
      }));
      for (let at = 0; at < rows.length; at += 500)
        await trx('marketplace_org_contrib').insert(rows.slice(at, at + 500));
      const state = { seq: update.seq, roster_digest: update.rosterDigest };
      await trx('pack_lineage')
        .insert({ pack_id: packId, ...state })
        .onConflict('pack_id')
        .merge(state);
    },
  };
}

export type LineageStore = ReturnType<typeof createLineageStore>;
