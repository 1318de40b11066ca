import {
  ConflictError,
  ForbiddenError,
  InvalidRequestError,
  UnauthorizedError,
} from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { CreatedKey, NewKey } from '../../contract';
import { normalizeRanges } from './addressRanges';
import { displayParts, generateKey } from './keyFormat';
import { auditEntry, type Acting, type KeyOperations } from './keyOperations';
import type { StoredKey } from './keyStore';
import { keyView } from './keyView';

/** Enough for every program of an org, few enough that a leaked `keys:manage` cannot hide among them. */
export const maxActiveKeys = 100;

/** What a new key is made of. */
type KeySpec = Pick<StoredKey, 'label' | 'mode' | 'scopes' | 'allowedCidrs' | 'expiresAt'>;

/** Generates a secret and the key to store for it; bcrypt runs here, before any transaction is open. */
export async function prepareKey(
  { ids, clock, hash, lookupOf }: KeyOperations,
  acting: Acting,
  spec: KeySpec,
): Promise<{ readonly secret: string; readonly key: StoredKey }> {
  const secret = generateKey(ids, spec.mode);
  const key: StoredKey = {
    ...spec,
    ...displayParts(secret),
    id: ids.uuid(),
    orgId: acting.orgId,
    hash: await hash(secret),
    lookup: lookupOf(secret),
    createdBy: acting.actor.id,
    createdAt: clock.now(),
    lastUsedAt: null,
    revokedAt: null,
    replacedBy: null,
  };
  return { secret, key };
}

/** What the audit log keeps of a new key. */
export const keySummary = ({ label, mode, scopes, allowedCidrs, expiresAt }: StoredKey) => ({
  label,
  mode,
  scopes,
  allowedCidrs,
  expiresAt,
});

/** A key cannot make one that may do more than itself. */
export function assertGrantable(acting: Acting, scopes: readonly string[]) {
  const missing = scopes.filter(scope => acting.grantable !== null && !acting.grantable.has(scope));
  if (missing.length > 0) {
    throw new ForbiddenError(
      `This API key lacks ${missing.join(', ')} itself, so it cannot give it to another key.`,
    );
  }
}

/**
 * Stores a key that {@link prepareKey} made, while nobody else changes the org's keys.
 * @param alongside what changes with it; the limit is checked after that.
 * @throws ConflictError when the org would have more than {@link maxActiveKeys} active keys
 * @throws UnauthorizedError when the key that asks has been revoked meanwhile: it must leave none behind
 */
export async function addKey(
  { store, clock }: KeyOperations,
  trx: Knex.Transaction,
  acting: Acting,
  key: StoredKey,
  alongside?: () => Promise<void>,
): Promise<void> {
  await store.lockOrg(trx, acting.orgId);
  if (acting.actor.kind === 'service') {
    const own = await store.findForUpdate(trx, acting.orgId, acting.actor.id);
    if (own?.revokedAt !== null) throw new UnauthorizedError('The API key of this request was revoked.');
  }
  await store.insert(trx, key);
  await alongside?.();
  if ((await store.countActive(trx, acting.orgId, clock.now())) > maxActiveKeys) {
    throw new ConflictError(
      `An organisation has at most ${maxActiveKeys} active keys. Revoke one that is no longer used.`,
    );
  }
}

/**
 * Creates a key. The answer holds the only copy of its secret.
 * @throws InvalidRequestError for an end in the past or a bad address range
 * @throws ForbiddenError when a key would give a scope it does not hold
 * @throws ConflictError when the org has {@link maxActiveKeys} active keys already
 */
export async function createKey(
  operations: KeyOperations,
  acting: Acting,
  input: NewKey,
): Promise<CreatedKey> {
  const { database, clock, audit } = operations;
  const now = clock.now();
  const expiresAt = input.expiresAt ?? null;
  if (expiresAt !== null && expiresAt <= now) {
    throw new InvalidRequestError('The key would have expired already.', [
      { field: 'expiresAt', message: 'Choose a time in the future, in epoch milliseconds' },
    ]);
  }
  assertGrantable(acting, input.scopes);
  const { secret, key } = await prepareKey(operations, acting, {
    label: input.label,
    mode: input.mode,
    scopes: [...new Set(input.scopes)],
    allowedCidrs: normalizeRanges(input.allowedCidrs),
    expiresAt,
  });
  await database.transaction(async trx => {
    await addKey(operations, trx, acting, key);
    await audit.record(auditEntry('api-key.created', acting, key, { after: keySummary(key) }), trx);
  });
  return { key: keyView(key, now), secret };
}
