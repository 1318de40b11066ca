import { NotFoundError } from '@netcrab/plugin-api/backend';
import { auditEntry, type Acting, type KeyOperations } from './keyOperations';

export const keyNotFound = () => new NotFoundError('Your organisation has no API key of this id.');

/**
 * Ends a key: the next request with it is refused, on every instance. A revoked key stays as it is.
 * @throws NotFoundError
 */
export async function revokeKey(
  { store, database, clock, audit, restricted }: KeyOperations,
  acting: Acting,
  id: string,
): Promise<void> {
  await database.transaction(async trx => {
    const key = await store.findForUpdate(trx, acting.orgId, id);
    if (!key) throw keyNotFound();
    if (key.revokedAt !== null) return;
    const revokedAt = clock.now();
    await store.restrict(trx, id, { revokedAt });
    await audit.record(
      auditEntry('api-key.revoked', acting, key, { before: { revokedAt: null }, after: { revokedAt } }),
      trx,
    );
  });
  restricted();
}
