import { ForbiddenError, type OrgId, type RequestContext } from '@netcrab/plugin-api/backend';
import { apiKeyScheme, type ApiKeyDetails } from '@netcrab/plugin-api-keys/contract';

export interface Caller {
  readonly orgId: OrgId;
  /** What usage is counted under: the key, or the signed-in user. */
  readonly keyId: string;
}

/**
 * The org that a key or a signed-in user acts for.
 * @throws ForbiddenError for a user without an org, and for a test key.
 */
export function callerOf({ principal }: RequestContext): Caller {
  if (principal.kind === 'anonymous' || principal.orgId === null) {
    throw new ForbiddenError(
      'You belong to no organisation yet. Create one, or accept an invitation, in settings.',
    );
  }
  if (principal.kind === 'user') return { orgId: principal.orgId, keyId: `user:${principal.userId}` };
  if (
    principal.scheme === apiKeyScheme &&
    (principal.details as ApiKeyDetails | undefined)?.mode === 'test'
  ) {
    throw new ForbiddenError(
      'A test key reads the public sample only: query /data with it, or use a live key here.',
    );
  }
  return { orgId: principal.orgId, keyId: principal.id };
}
