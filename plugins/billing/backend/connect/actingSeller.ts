import {
  ForbiddenError,
  type AuditActor,
  type OrgId,
  type RequestContext,
} from '@netcrab/plugin-api/backend';

/** The user behind a request, as the audit log names them. */
export function auditActor({ principal }: RequestContext): AuditActor & { readonly kind: 'user' } {
  if (principal.kind !== 'user') throw new Error('The endpoint admits users only');
  return { kind: 'user', id: principal.userId, name: principal.name };
}

/**
 * The organisation that a seller's user acts for.
 * @throws ForbiddenError for a user of none
 */
export function actingSeller(context: RequestContext): { readonly orgId: OrgId; readonly actor: AuditActor } {
  const actor = auditActor(context);
  const { principal } = context;
  if (principal.kind !== 'user' || principal.orgId === null)
    throw new ForbiddenError('Choose the organisation to act for.');
  return { orgId: principal.orgId, actor };
}
