import { sparkDays, type ApiKey } from '../../contract';
import type { StoredKey } from './keyStore';

function statusOf(key: StoredKey, now: number): ApiKey['status'] {
  if (key.revokedAt !== null) return 'revoked';
  if (key.expiresAt !== null && key.expiresAt <= now) return 'expired';
  return key.replacedBy === null ? 'active' : 'expiring';
}

/** A key as its owners see it. */
export const keyView = (
  key: StoredKey,
  now: number,
  requestsByDay: readonly number[] = Array.from({ length: sparkDays }, () => 0),
): ApiKey => ({
  id: key.id,
  label: key.label,
  mode: key.mode,
  masked: `${key.prefix}…${key.lastFour}`,
  scopes: [...key.scopes],
  allowedCidrs: [...key.allowedCidrs],
  status: statusOf(key, now),
  createdAt: key.createdAt,
  lastUsedAt: key.lastUsedAt,
  expiresAt: key.expiresAt,
  revokedAt: key.revokedAt,
  replacedBy: key.replacedBy,
  requestsByDay: [...requestsByDay],
});
