import type { Clock, DatabaseService } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { RosterEntry, RosterState } from '../build/roster';

const states: readonly RosterState[] = ['joining', 'member', 'leaving', 'left'];

export function createRosterStore({ knex }: DatabaseService, clock: Clock) {
  return {
    async load(packId: string): Promise<RosterEntry[]> {
      const rows = await knex('pack_roster').where({ pack_id: packId }).orderBy(['org_id', 'product_id']);
      return rows.map(row => ({
        orgId: String(row.org_id),
        productId: String(row.product_id),
        vertical: String(row.vertical),
        state: states.find(state => state === row.state) ?? 'left',
      }));
    },

    /** Writes the entries whose state differs from what stands there. */
    async save(
      trx: Knex.Transaction,
      packId: string,
      before: readonly RosterEntry[],
      after: readonly RosterEntry[],
    ): Promise<void> {
      const known = new Map(before.map(entry => [JSON.stringify([entry.orgId, entry.productId]), entry]));
      for (const { orgId, productId, vertical, state } of after) {
        const old = known.get(JSON.stringify([orgId, productId]));
        if (old?.state === state && old.vertical === vertical) continue;
        const change = { vertical, state, changed_at: clock.now() };
        await trx('pack_roster')
          .insert({ pack_id: packId, org_id: orgId, product_id: productId, ...change })
          .onConflict(['pack_id', 'org_id', 'product_id'])
          .merge(change);
      }
    },
  };
}

export type RosterStore = ReturnType<typeof createRosterStore>;
