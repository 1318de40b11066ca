import { ConflictError } from '@netcrab/plugin-api/backend';
import type { ApiKey, CreatedKey } from '../../contract';
import { addKey, assertGrantable, keySummary, prepareKey } from './createKey';
import { auditEntry, type Acting, type KeyOperations } from './keyOperations';
import type { StoredKey } from './keyStore';
import { keyView } from './keyView';
import { keyNotFound } from './revokeKey';

const hourMs = 3_600_000;

function assertRotatable(key: StoredKey, now: number) {
  const remedy = 'Create a new key instead.';
  if (key.revokedAt !== null)
    throw new ConflictError(`"${key.label}" was revoked and cannot be rotated. ${remedy}`);
  if (key.replacedBy !== null)
    throw new ConflictError(`"${key.label}" was rotated before: rotate the key that replaced it.`);
  if (key.expiresAt !== null && key.expiresAt <= now)
    throw new ConflictError(`"${key.label}" has expired. ${remedy}`);
}

/**
 * Puts a new key in the place of an old one, which goes on working for `overlapHours` (never beyond its own end). The new
 * key lives as long as the old one was meant to.
 * @throws NotFoundError
 * @throws ConflictError when the key is revoked, expired or already replaced, or the overlap would be one key too many
 */
export async function rotateKey(
  operations: KeyOperations,
  acting: Acting,
  id: string,
  overlapHours: number,
): Promise<CreatedKey & { readonly replaced: ApiKey }> {
  const { store, database, clock, audit, restricted } = operations;
  const now = clock.now();
  const old = (await store.list(acting.orgId)).find(key => key.id === id);
  if (!old) throw keyNotFound();
  assertRotatable(old, now);
  assertGrantable(acting, old.scopes);
  const { secret, key } = await prepareKey(operations, acting, {
    label: old.label,
    mode: old.mode,
    scopes: old.scopes,
    allowedCidrs: old.allowedCidrs,
    expiresAt: old.expiresAt === null ? null : now + (old.expiresAt - old.createdAt),
  });
  const overlapEnds = now + overlapHours * hourMs;
  const expiresAt = Math.min(overlapEnds, old.expiresAt ?? overlapEnds);
  await database.transaction(async trx => {
    const current = await store.findForUpdate(trx, acting.orgId, id);
    if (!current) throw keyNotFound();
    assertRotatable(current, now);
    await addKey(operations, trx, acting, key, () =>
      store.restrict(trx, id, { expiresAt, replacedBy: key.id }),
    );
    await audit.record(
      auditEntry('api-key.rotated', acting, old, {
        before: { expiresAt: old.expiresAt },
        after: { expiresAt, replacedBy: key.id, key: keySummary(key) },
      }),
      trx,
    );
  });
  restricted();
  return {
    key: keyView(key, now),
    secret,
    replaced: keyView({ ...old, expiresAt, replacedBy: key.id }, now),
  };
}
