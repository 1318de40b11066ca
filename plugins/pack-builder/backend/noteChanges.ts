import type { Clock, DatabaseService, EventsService } from '@netcrab/plugin-api/backend';
import { packDefinitionUpdated } from '../contract';
import { definitionDigest } from './build/versions';
import type { LoadedDefinition } from './definitions/loadDefinitions';

/**
 * Remembers the definitions and announces those that are not as they were at the last start. One that is seen for the
 * first time is no change: it has no data yet, and its first build is asked for by its opt-ins, or the schedule's.
 */
export async function noteChangedDefinitions(
  definitions: readonly LoadedDefinition[],
  { database, events, clock }: { database: DatabaseService; events: EventsService; clock: Clock },
): Promise<string[]> {
  const rows = await database.knex('pack_definitions').select('pack_id', 'digest');
  const known = new Map(rows.map(row => [String(row.pack_id), String(row.digest)]));
  const fresh = definitions.filter(
    ({ definition }) => known.get(definition.metadata.name) !== definitionDigest(definition),
  );
  const changed = fresh.filter(({ definition }) => known.has(definition.metadata.name));
  for (const one of fresh) {
    const { definition } = one;
    const packId = definition.metadata.name;
    await database.transaction(async trx => {
      const row = { digest: definitionDigest(definition), loaded_at: clock.now() };
      await trx('pack_definitions')
        .insert({ pack_id: packId, ...row })
        .onConflict('pack_id')
        .merge(row);
      if (changed.includes(one))
        await events.publish(packDefinitionUpdated, { packId }, { key: packId, trx });
    });
  }
  return changed.map(({ definition }) => definition.metadata.name);
}
