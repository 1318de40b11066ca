import { ConflictError, InvalidRequestError, type RequestContext } from '@netcrab/plugin-api/backend';
import { causedBy, sessionOf } from '../acting';
import type { IdentityCore } from '../core';
import { hashPassword, verifyPassword } from '../signIn/passwords';
import type { Throttle } from '../signIn/throttle';
import { replacePassword, type User } from '../store/users';
import { ownUser } from './profile';

/**
 * Has a signed-in user prove once more who they are: an open session may be somebody else's at an unlocked desk.
 * @throws InvalidRequestError on the field, RateLimitedError.
 */
export async function provePassword(
  throttle: Throttle,
  user: User,
  { field, password }: { readonly field: string; readonly password: string },
  { ip }: RequestContext,
): Promise<void> {
  throttle.password(user.email, ip);
  if (await verifyPassword(user.passwordHash, password)) return;
  throw new InvalidRequestError('That is not your current password.', [
    { field: `body.${field}`, message: 'That is not your current password.' },
  ]);
}

/** Every other session of the user ends. @throws ConflictError for an account without a password, InvalidRequestError. */
export async function changePassword(
  core: IdentityCore,
  throttle: Throttle,
  { current, next }: { readonly current: string; readonly next: string },
  context: RequestContext,
): Promise<void> {
  const user = await ownUser(core, context);
  if (user.passwordHash === null) {
    throw new ConflictError(
      'Your account has no password. Choose one by “Forgot password” on the sign-in page.',
    );
  }
  await provePassword(throttle, user, { field: 'current', password: current }, context);
  const hash = await hashPassword(next);
  await core.database.transaction(async trx => {
    if (!(await replacePassword(trx, user.id, user.passwordHash, hash))) {
      throw new ConflictError('Your password was changed meanwhile. Sign in again.');
    }
    await core.audit.record(
      {
        ...causedBy(context),
        action: 'password.changed',
        target: { type: 'user', id: user.id, name: user.email },
      },
      trx,
    );
  });
  await core.auth.endSessions(user.id, { except: sessionOf(context).id });
}
