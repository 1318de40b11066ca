import {
  ForbiddenError,
  UnauthorizedError,
  type AuditActor,
  type AuditEntry,
  type OrgId,
  type Principal,
  type RequestContext,
  type SessionControl,
  type UserPrincipal,
} from '@netcrab/plugin-api/backend';

/** A signed-in user acting for an org. */
export type OrgPrincipal = UserPrincipal & { readonly orgId: OrgId };

/** @throws UnauthorizedError for anybody but a signed-in user. */
export function signedIn({ principal }: RequestContext): UserPrincipal {
  if (principal.kind !== 'user') throw new UnauthorizedError('Sign in to do this.');
  return principal;
}

/** @throws ForbiddenError for a user who belongs to no org. */
export function actingForOrg(context: RequestContext): OrgPrincipal {
  const user = signedIn(context);
  if (user.orgId === null) {
    throw new ForbiddenError('You belong to no organisation. Ask for an invitation to one.');
  }
  return user as OrgPrincipal;
}

/** @throws UnauthorizedError where a request has no session, such as one by token. */
export function sessionOf({ session }: RequestContext): SessionControl {
  if (!session) throw new UnauthorizedError('This works in a browser session only.');
  return session;
}

export function actorOf(principal: Principal): AuditActor {
  switch (principal.kind) {
    case 'user':
      return { kind: 'user', id: principal.userId, name: principal.email };
    case 'service':
      return { kind: 'service', id: principal.id };
    case 'anonymous':
      return { kind: 'system', id: 'anonymous' };
  }
}

/** What the audit log wants to know of a request. */
export const causedBy = (context: RequestContext): Pick<AuditEntry, 'actor' | 'ip' | 'requestId'> => ({
  actor: actorOf(context.principal),
  ip: context.ip,
  requestId: context.requestId,
});
