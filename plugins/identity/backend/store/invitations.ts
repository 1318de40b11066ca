import { asId, type OrgId, type Role, type UserId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import { emailKey } from './users';

export interface Invitation {
  readonly id: string;
  readonly orgId: OrgId;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly invitedBy: UserId | null;
  readonly issue: number;
  readonly createdAt: number;
  readonly sentAt: number;
  readonly expiresAt: number;
}

interface InvitationRow {
  id: string;
  org_id: string;
  email: string;
  email_key: string;
  roles: string;
  invited_by: string | null;
  issue: number;
  created_at: number;
  sent_at: number;
  expires_at: number;
  accepted_at: number | null;
  revoked_at: number | null;
}

const toInvitation = (row: InvitationRow): Invitation => ({
  id: row.id,
  orgId: asId(row.org_id),
  email: row.email,
  roles: JSON.parse(row.roles) as Role[],
  invitedBy: row.invited_by === null ? null : asId(row.invited_by),
  issue: row.issue,
  createdAt: row.created_at,
  sentAt: row.sent_at,
  expiresAt: row.expires_at,
});

/** Neither accepted nor revoked; it may be over its time. */
const open = (db: Knex) => db<InvitationRow>('invitations').whereNull('accepted_at').whereNull('revoked_at');

export async function openInvitation(db: Knex, id: string, orgId?: OrgId): Promise<Invitation | null> {
  const row = await open(db)
    .where(orgId ? { id, org_id: orgId } : { id })
    .first();
  return row ? toInvitation(row) : null;
}

export async function openInvitationTo(db: Knex, email: string, orgId: OrgId): Promise<Invitation | null> {
  const row = await open(db)
    .where({ email_key: emailKey(email), org_id: orgId })
    .first();
  return row ? toInvitation(row) : null;
}

export async function isInvited(db: Knex, email: string, now: number): Promise<boolean> {
  const row = await open(db)
    .where({ email_key: emailKey(email) })
    .andWhere('expires_at', '>', now)
    .first('id');
  return row !== undefined;
}

/** With the names of those who invited, newest first. */
export async function openInvitationsOf(
  db: Knex,
  orgId: OrgId,
): Promise<Array<Invitation & { inviterName: string | null }>> {
  const rows = await db('invitations as i')
    .leftJoin('users as u', 'u.id', 'i.invited_by')
    .where('i.org_id', orgId)
    .whereNull('i.accepted_at')
    .whereNull('i.revoked_at')
    .orderBy([{ column: 'i.created_at', order: 'desc' }, { column: 'i.id' }])
    .select<Array<InvitationRow & { inviter_name: string | null }>>('i.*', 'u.name as inviter_name');
  return rows.map(row => ({ ...toInvitation(row), inviterName: row.inviter_name }));
}

/** @throws a unique violation when one to this address is open. */
export async function insertInvitation(db: Knex, invitation: Invitation): Promise<void> {
  await db<InvitationRow>('invitations').insert({
    id: invitation.id,
    org_id: invitation.orgId,
    email: invitation.email,
    email_key: emailKey(invitation.email),
    roles: JSON.stringify(invitation.roles),
    invited_by: invitation.invitedBy,
    issue: invitation.issue,
    created_at: invitation.createdAt,
    sent_at: invitation.sentAt,
    expires_at: invitation.expiresAt,
    accepted_at: null,
    revoked_at: null,
  });
}

/** @returns false when it was accepted, revoked or sent again meanwhile. */
export async function reissueInvitation(db: Knex, to: Invitation): Promise<boolean> {
  const changed = await open(db)
    .where({ id: to.id, issue: to.issue - 1 })
    .update({ issue: to.issue, sent_at: to.sentAt, expires_at: to.expiresAt });
  return changed === 1;
}

/** @returns false when it was accepted or revoked before. */
export async function closeInvitation(
  db: Knex,
  id: string,
  how: 'accepted_at' | 'revoked_at',
  at: number,
): Promise<boolean> {
  return (
    (await open(db)
      .where({ id })
      .update(how === 'accepted_at' ? { accepted_at: at } : { revoked_at: at })) === 1
  );
}

/** Erases an address from invitations, open ones with it. */
export async function forgetInvited(db: Knex, email: string, at: number): Promise<void> {
  const mine = () => db<InvitationRow>('invitations').where({ email_key: emailKey(email) });
  await mine().whereNull('accepted_at').whereNull('revoked_at').update({ revoked_at: at });
  await mine().update({ email: '' });
  await mine().update({ email_key: '' });
}
