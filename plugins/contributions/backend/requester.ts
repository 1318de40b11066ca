import { auditActor, ForbiddenError, type OrgId, type RequestContext } from '@netcrab/plugin-api/backend';
import type { By } from './changeOptIns';

/** The organisation a signed-in user acts for. */
export function actingOrg({ principal }: RequestContext): OrgId {
  if (principal.kind !== 'user' || principal.orgId === null)
    throw new ForbiddenError('Choose the organisation to act for.');
  return principal.orgId;
}

/** Who a change is by: a user, or the operator on the portal's machine. */
export function requester({ principal, ip, requestId }: RequestContext): By {
  return { actor: auditActor(principal), ip, requestId };
}
