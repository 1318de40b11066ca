import type { DatabaseService } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';

const table = 'stripe_object_looks';

/**
 * Looks at objects of Stripe, numbered as they begin. Only what the newest look saw is written down, so two that overlap
 * cannot leave the older state behind, on however many instances they run: whatever changed last at Stripe, its event
 * makes a look that begins after it.
 */
export interface Looks {
  /** To be called before the object is fetched. */
  begin(objectId: string): Promise<number>;
  /** Whether nothing newer was written; then this is the newest. Holds off others until the transaction ends. */
  write(trx: Knex.Transaction, objectId: string, look: number): Promise<boolean>;
}

export const createLooks = ({ knex }: Pick<DatabaseService, 'knex'>): Looks => ({
  async begin(objectId) {
    const [row] = await knex(table)
      .insert({ object_id: objectId, begun: 1, written: 0 })
      .onConflict('object_id')
      .merge({ begun: knex.raw('?? + 1', [`${table}.begun`]) })
      .returning<Array<{ begun: number }>>('begun');
    return row?.begun ?? 1;
  },
  write: async (trx, objectId, look) =>
    (await trx(table)
      .where({ object_id: objectId })
      .where('written', '<', look)
      .update({ written: look })) === 1,
});
