import type { DatabaseService } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import { gathered } from './gathered';

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

export function createLooks({ knex }: Pick<DatabaseService, 'knex'>): Looks {
  const begin = gathered(
    async (objectIds: readonly string[]) => {
      // The same order in every instance, so that none waits for another that waits for it.
      const rows = await knex(table)
        .insert(objectIds.toSorted().map(object_id => ({ object_id, begun: 1, written: 0 })))
        .onConflict('object_id')
        .merge({ begun: knex.raw('?? + 1', [`${table}.begun`]) })
        .returning<Array<{ object_id: string; begun: number }>>(['object_id', 'begun']);
      const numbers = new Map(rows.map(({ object_id, begun }) => [object_id, begun]));
      return objectIds.map(id => numbers.get(id) ?? 1);
    },
    objectId => objectId,
  );
  return {
    begin,
    write: async (trx, objectId, look) =>
      (await trx(table)
        .where({ object_id: objectId })
        .where('written', '<', look)
        .update({ written: look })) === 1,
  };
}
