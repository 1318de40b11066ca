import {
  auditActor,
  ForbiddenError,
  type AuditActor,
  type OrgId,
  type RequestContext,
} from '@netcrab/plugin-api/backend';

/**
 * The organisation that a seller's user acts for.
 * @throws ForbiddenError for a user of none
 */
export function actingSeller({ principal }: RequestContext): {
  readonly orgId: OrgId;
  readonly actor: AuditActor;
} {
  if (principal.kind !== 'user' || principal.orgId === null)
    throw new ForbiddenError('Choose the organisation to act for.');
  return { orgId: principal.orgId, actor: auditActor(principal) };
}
