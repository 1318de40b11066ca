import type { OrgId } from '@netcrab/plugin-api/backend';
import { auditEntry, type KeyOperations } from './keyOperations';

/** Ends every key of an organisation that has closed; the next request with any of them is refused. */
export async function revokeKeysOfOrg(
  { store, database, clock, audit, restricted }: KeyOperations,
  orgId: OrgId,
): Promise<void> {
  const actor = { kind: 'system', id: 'api-keys' } as const;
  await database.transaction(async trx => {
    // A key of the org with `keys:manage` may be creating another one.
    await store.lockOrg(trx, orgId);
    const revokedAt = clock.now();
    for (const key of await store.listActive(trx, orgId, revokedAt)) {
      await store.restrict(trx, key.id, { revokedAt });
      await audit.record(
        auditEntry('api-key.revoked', { orgId, actor }, key, {
          before: { revokedAt: null },
          after: { revokedAt, reason: 'The organisation was closed' },
        }),
        trx,
      );
    }
  });
  restricted();
}
