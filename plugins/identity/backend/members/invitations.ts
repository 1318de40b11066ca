import {
  ConflictError,
  NotFoundError,
  type OrgId,
  type RequestContext,
  type Role,
} from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { InvitationView } from '../../contract';
import { actingForOrg, causedBy, type OrgPrincipal } from '../acting';
import type { IdentityCore } from '../core';
import { invitationMail } from '../mails';
import type { Throttle } from '../signIn/throttle';
import {
  closeInvitation,
  insertInvitation,
  openInvitation,
  openInvitationTo,
  openInvitationsOf,
  reissueInvitation,
  type Invitation,
} from '../store/invitations';
import { membersOf } from '../store/memberships';
import { lockOrg, orgById } from '../store/orgs';
import { emailKey } from '../store/users';
import { assertFitsKind, assertMayGrant } from './changeMembers';
import { signInvitation } from './invitationToken';

const day = 24 * 60 * 60 * 1000;
const gone = () => new NotFoundError('This invitation is no longer open: it was accepted or revoked.');

const view = (core: IdentityCore, one: Invitation, invitedBy: string | null): InvitationView => ({
  id: one.id,
  email: one.email,
  roles: [...one.roles],
  invitedBy,
  createdAt: one.createdAt,
  sentAt: one.sentAt,
  expiresAt: one.expiresAt,
  expired: one.expiresAt <= core.clock.now(),
});

const send = (
  core: IdentityCore,
  trx: Knex.Transaction,
  invitation: Invitation,
  names: { readonly org: string; readonly inviter: string },
) =>
  core.mail.send(
    invitationMail(core.app, invitation, { ...names, token: signInvitation(core.secrets, invitation) }),
    trx,
  );

const recordOf = (
  context: RequestContext,
  action: 'invitation.sent' | 'invitation.resent' | 'invitation.revoked',
  invitation: Invitation,
) => ({
  ...causedBy(context),
  action,
  orgId: invitation.orgId,
  target: { type: 'invitation', id: invitation.id, name: invitation.email },
  after: { roles: invitation.roles },
});

export async function listInvitations(
  core: IdentityCore,
  context: RequestContext,
): Promise<InvitationView[]> {
  const open = await openInvitationsOf(core.database.knex, actingForOrg(context).orgId);
  return open.map(one => view(core, one, one.inviterName));
}

/** @throws ConflictError for a member, or an address that an open invitation went to; ForbiddenError, RateLimitedError. */
export async function invite(
  core: IdentityCore,
  throttle: Throttle,
  { email, roles }: { readonly email: string; readonly roles: readonly Role[] },
  context: RequestContext,
): Promise<InvitationView> {
  const actor = actingForOrg(context);
  assertMayGrant(actor.roles, roles);
  throttle.invitation(actor.orgId);
  const now = core.clock.now();
  const invitation: Invitation = {
    id: core.ids.uuid(),
    orgId: actor.orgId,
    email,
    roles,
    invitedBy: actor.userId,
    issue: 1,
    createdAt: now,
    sentAt: now,
    expiresAt: now + core.config.invitationDays * day,
  };
  await core.database.transaction(trx => open(core, trx, actor, invitation, context));
  return view(core, invitation, actor.name);
}

async function open(
  core: IdentityCore,
  trx: Knex.Transaction,
  actor: OrgPrincipal,
  invitation: Invitation,
  context: RequestContext,
): Promise<void> {
  const { orgId, email } = invitation;
  // The lock also makes two invitations to one address wait for each other.
  const org = await lockOrg(trx, orgId);
  if (!org) throw new NotFoundError('Your organisation does not exist any more.');
  assertFitsKind(org.kind, invitation.roles);
  const members = await membersOf(trx, orgId);
  if (members.some(member => emailKey(member.email) === emailKey(email))) {
    throw new ConflictError(`${email} is a member already. Change the roles in the table of members.`);
  }
  const earlier = await openInvitationTo(trx, email, orgId);
  if (earlier && earlier.expiresAt > core.clock.now()) {
    throw new ConflictError(`${email} was invited already. Send that invitation again, or revoke it first.`);
  }
  if (earlier) await closeInvitation(trx, earlier.id, 'revoked_at', core.clock.now());
  await insertInvitation(trx, invitation);
  await core.audit.record(recordOf(context, 'invitation.sent', invitation), trx);
  await send(core, trx, invitation, { org: org.name, inviter: actor.name });
}

async function ownInvitation(core: IdentityCore, id: string, orgId: OrgId): Promise<Invitation> {
  const invitation = await openInvitation(core.database.knex, id, orgId);
  if (!invitation) throw gone();
  return invitation;
}

/** A new link, for as long again; the earlier one stops working. @throws NotFoundError, ForbiddenError, RateLimitedError */
export async function resendInvitation(
  core: IdentityCore,
  throttle: Throttle,
  id: string,
  context: RequestContext,
): Promise<InvitationView> {
  const actor = actingForOrg(context);
  const earlier = await ownInvitation(core, id, actor.orgId);
  assertMayGrant(actor.roles, earlier.roles);
  throttle.invitation(actor.orgId);
  const now = core.clock.now();
  const invitation: Invitation = {
    ...earlier,
    issue: earlier.issue + 1,
    sentAt: now,
    expiresAt: now + core.config.invitationDays * day,
  };
  await core.database.transaction(async trx => {
    if (!(await reissueInvitation(trx, invitation))) throw gone();
    const org = await orgById(trx, actor.orgId);
    await core.audit.record(recordOf(context, 'invitation.resent', invitation), trx);
    await send(core, trx, invitation, { org: org?.name ?? '', inviter: actor.name });
  });
  return view(core, invitation, actor.name);
}

/** @throws NotFoundError, ForbiddenError */
export async function revokeInvitation(
  core: IdentityCore,
  id: string,
  context: RequestContext,
): Promise<void> {
  const actor = actingForOrg(context);
  const invitation = await ownInvitation(core, id, actor.orgId);
  assertMayGrant(actor.roles, invitation.roles);
  await core.database.transaction(async trx => {
    if (!(await closeInvitation(trx, id, 'revoked_at', core.clock.now()))) throw gone();
    await core.audit.record(recordOf(context, 'invitation.revoked', invitation), trx);
  });
}
