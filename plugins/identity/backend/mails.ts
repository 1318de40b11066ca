import type { AppConfig } from '@netcrab/plugin-api/backend';
import type { Invitation } from './store/invitations';
import { roleTitles } from '../contract';

interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

const day = (at: number) => new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(at);

export const passwordResetMail = (
  app: AppConfig,
  user: { readonly email: string; readonly name: string },
  token: string,
): Mail => ({
  to: user.email,
  subject: `Choose a new password for ${app.title}`,
  text: `Hello ${user.name},

somebody, hopefully you, asked for a new password for your account at ${app.title}. Choose one here, within the hour:

${app.baseUrl}/reset-password?token=${encodeURIComponent(token)}

Was it not you? Then there is nothing to do: your password stays as it is.
`,
});

export const invitationMail = (
  app: AppConfig,
  invitation: Invitation,
  { org, inviter, token }: { readonly org: string; readonly inviter: string; readonly token: string },
): Mail => ({
  to: invitation.email,
  subject: `${inviter} invites you to ${org} at ${app.title}`,
  text: `Hello,

${inviter} invites you to join ${org} at ${app.title} as ${invitation.roles.map(role => roleTitles[role]).join(' and ')}. Accept by ${day(invitation.expiresAt)}:

${app.baseUrl}/invitations/${encodeURIComponent(token)}

If you do not know ${inviter}, ignore this mail and nothing happens.
`,
});
