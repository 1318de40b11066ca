import type { SecretsService } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import { openInvitation, type Invitation } from '../store/invitations';

const purpose = 'identity.invitation';

export const signInvitation = (secrets: SecretsService, { id, issue, expiresAt }: Invitation): string =>
  secrets.sign(purpose, `${id} ${issue}`, expiresAt);

/** The open invitation whose last mail held this token; null for any other token. */
export async function invitationOfToken(
  db: Knex,
  secrets: SecretsService,
  token: string,
  now: number,
): Promise<Invitation | null> {
  const [id, issue] = (secrets.verify(purpose, token, now) ?? '').split(' ');
  if (!id) return null;
  const invitation = await openInvitation(db, id);
  return invitation && String(invitation.issue) === issue ? invitation : null;
}
