import type { Clock, DatabaseService, Ids } from '@netcrab/plugin-api/backend';

/** A wish for a build, kept until a build made for it has ended. */
export interface BuildWish {
  /** Null for all packs. */
  readonly packId: string | null;
  readonly asOf: string | null;
  readonly restateFrom: string | null;
  /** schedule, admin, opt-in, opt-out, definition … */
  readonly reason: string;
}

export interface StoredWish extends BuildWish {
  readonly id: string;
}

export function createRequestStore({ knex }: DatabaseService, clock: Clock, ids: Ids) {
  return {
    /** Adds the wish, even if the same one is there: a build that has begun for that may not see what this is for. */
    async add(wish: BuildWish): Promise<void> {
      await knex('pack_requests').insert({
        id: ids.uuid(),
        pack_id: wish.packId,
        as_of: wish.asOf,
        restate_from: wish.restateFrom,
        reason: wish.reason,
        requested_at: clock.now(),
      });
    },
    async waiting(): Promise<StoredWish[]> {
      const rows = await knex('pack_requests').orderBy(['requested_at', 'id']);
      const text = (value: unknown) => (value === null ? null : String(value));
      return rows.map(row => ({
        id: String(row.id),
        packId: text(row.pack_id),
        asOf: text(row.as_of),
        restateFrom: text(row.restate_from),
        reason: String(row.reason),
      }));
    },
    async done(handled: readonly string[]): Promise<void> {
      await knex('pack_requests')
        .whereIn('id', [...handled])
        .delete();
    },
  };
}

export type RequestStore = ReturnType<typeof createRequestStore>;
