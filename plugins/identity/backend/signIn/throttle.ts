import { RateLimitedError, type LimitsService, type LimitState } from '@netcrab/plugin-api/backend';
import type { IdentityConfig } from '../config';
import { emailKey } from '../store/users';

/** Counts attempts before they are made, so that many at once cannot pass while the first is being checked. */
export interface Throttle {
  /** One try at an account's password. @throws RateLimitedError with Retry-After. */
  password(account: string, ip: string): void;
  /** Something else an address may not do too often: sign up, ask for mails, try links. @throws RateLimitedError */
  address(ip: string): void;
  /** Whether an account may be sent one more mail it did not ask for. */
  mayMail(account: string): boolean;
  /** An invitation of an org. @throws RateLimitedError */
  invitation(orgId: string): void;
}

const hour = 3_600_000;
const mailsPerHour = 3;
const invitationsPerHour = 60;

export function createThrottle(limits: LimitsService, { signIn }: Pick<IdentityConfig, 'signIn'>): Throttle {
  const windowMs = signIn.windowMinutes * 60_000;
  const accounts = limits.window('identity.account', windowMs);
  const addresses = limits.window('identity.address', windowMs);
  const mails = limits.window('identity.mails', hour);
  const invitations = limits.window('identity.invitations', hour);

  const assertAllowed = ({ allowed, resetMs }: LimitState, what: string) => {
    if (allowed) return;
    const seconds = Math.max(1, Math.ceil(resetMs / 1000));
    const wait = seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
    throw new RateLimitedError(`${what} Try again in ${wait}.`, {
      headers: { 'retry-after': String(seconds) },
    });
  };
  const address = (ip: string) =>
    assertAllowed(
      addresses.consume(ip, signIn.attemptsPerAddress),
      'There were too many attempts from your network.',
    );
  return {
    password(account, ip) {
      address(ip);
      assertAllowed(
        accounts.consume(emailKey(account), signIn.attemptsPerAccount),
        'There were too many attempts to sign in to this account.',
      );
    },
    address,
    mayMail: account => mails.consume(emailKey(account), mailsPerHour).allowed,
    invitation: orgId =>
      assertAllowed(
        invitations.consume(orgId, invitationsPerHour),
        'Your organisation sent many invitations within the last hour.',
      ),
  };
}
