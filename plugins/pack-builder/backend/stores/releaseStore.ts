import type { DatabaseService } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import { setImmediate } from 'node:timers/promises';
import type { PlannedKey } from '../aggregation/plan';
import type { Charge } from '../build/budget';
import type { Outcome } from '../build/outcome';

export interface StoredMonth {
  readonly month: string;
  readonly epoch: number;
  readonly closed: boolean;
  readonly plan: readonly PlannedKey[] | null;
}

export interface StoredWindow {
  readonly month: string;
  readonly grain: string;
  readonly start: string;
  readonly epoch: number;
  readonly outcome: Outcome;
}

/** Rows per INSERT: other requests wait while one is made and runs. */
const chunk = 50;

/** Inserts rows by and by: queries of SQLite answer at once, so without a pause nobody else would get a turn. */
async function insertRows<Row>(rows: readonly Row[], insert: (some: Row[]) => PromiseLike<unknown>) {
  for (let at = 0; at < rows.length; at += chunk) {
    await insert(rows.slice(at, at + chunk));
    await setImmediate();
  }
}

/** The release ledger: months, decided windows, and the privacy they spent. */
export function createReleaseStore({ knex }: DatabaseService) {
  return {
    async months(packId: string): Promise<StoredMonth[]> {
      const rows = await knex('pack_months').where({ pack_id: packId }).orderBy('month');
      return rows.map(row => ({
        month: String(row.month),
        epoch: Number(row.epoch),
        closed: Boolean(row.closed),
        plan: row.plan ? (JSON.parse(String(row.plan)) as PlannedKey[]) : null,
      }));
    },

    async windows(packId: string): Promise<StoredWindow[]> {
      const rows = await knex('pack_windows').where({ pack_id: packId }).orderBy(['month', 'start', 'grain']);
      return rows.map(row => ({
        month: String(row.month),
        grain: String(row.grain),
        start: String(row.start),
        epoch: Number(row.epoch),
        outcome: JSON.parse(String(row.outcome)) as Outcome,
      }));
    },

    async ledger(filter: { from?: string; to?: string; source?: string }): Promise<Charge[]> {
      const query = knex('pack_ledger').orderBy(['source', 'day', 'pack_id', 'epoch', 'purpose']);
      if (filter.from) query.where('day', '>=', filter.from);
      if (filter.to) query.where('day', '<', filter.to);
      if (filter.source) query.where('source', filter.source);
      return (await query).map(row => ({
        source: String(row.source),
        day: String(row.day),
        packId: String(row.pack_id),
        epoch: Number(row.epoch),
        purpose: row.purpose === 'plan' ? 'plan' : 'release',
        rho: Number(row.rho),
      }));
    },

    async saveMonth(
      trx: Knex.Transaction,
      packId: string,
      { month, epoch, closed, plan }: StoredMonth,
    ): Promise<void> {
      const row = { epoch, closed, plan: plan && JSON.stringify(plan) };
      await trx('pack_months')
        .insert({ pack_id: packId, month, ...row })
        .onConflict(['pack_id', 'month'])
        .merge(row);
    },

    async dropWindows(trx: Knex.Transaction, packId: string, months: readonly string[]): Promise<void> {
      await trx('pack_windows')
        .where({ pack_id: packId })
        .whereIn('month', [...months])
        .delete();
    },

    async saveWindows(
      trx: Knex.Transaction,
      packId: string,
      buildId: string,
      windows: readonly StoredWindow[],
    ): Promise<void> {
      const rows = windows.map(({ month, grain, start, epoch, outcome }) => ({
        pack_id: packId,
        build_id: buildId,
        month,
        grain,
        start,
        epoch,
        outcome: JSON.stringify(outcome),
      }));
      await insertRows(rows, some =>
        trx('pack_windows')
          .insert(some)
          .onConflict(['pack_id', 'month', 'grain', 'start'])
          .merge(['outcome', 'epoch', 'build_id']),
      );
    },

    async charge(trx: Knex.Transaction, buildId: string, charges: readonly Charge[]): Promise<void> {
      const rows = charges.map(({ packId, ...charge }) => ({
        ...charge,
        pack_id: packId,
        build_id: buildId,
      }));
      await insertRows(rows, some =>
        trx('pack_ledger').insert(some).onConflict(['source', 'day', 'pack_id', 'epoch', 'purpose']).ignore(),
      );
    },
  };
}

export type ReleaseStore = ReturnType<typeof createReleaseStore>;
