import { asId, InvalidRequestError, type RequestContext, type UserId } from '@netcrab/plugin-api/backend';
import { causedBy } from '../acting';
import type { IdentityCore } from '../core';
import { passwordResetMail } from '../mails';
import { markEmailVerified, replacePassword, userByEmail, userById, type User } from '../store/users';
import { hashPassword } from './passwords';
import type { Throttle } from './throttle';

const purpose = 'identity.password-reset';
const linkMs = 60 * 60 * 1000;

/** Changes with the password, so that a link works once and not after the password was changed otherwise. */
const fingerprint = ({ secrets }: IdentityCore, { id, passwordHash }: User): string =>
  secrets.hmac(purpose, `${id} ${passwordHash ?? ''}`).toString('base64url');

async function sendLink(core: IdentityCore, throttle: Throttle, email: string): Promise<void> {
  const user = await userByEmail(core.database.knex, email);
  if (!user || !throttle.mayMail(user.email)) return;
  const token = core.secrets.sign(
    purpose,
    `${user.id} ${fingerprint(core, user)}`,
    core.clock.now() + linkMs,
  );
  await core.mail.send(passwordResetMail(core.app, user, token));
}

/**
 * Mails a link to the address if it has an account. The caller answers before that is known, so the time of the answer
 * tells nothing.
 * @param inBackground takes work that goes on after the answer.
 * @throws RateLimitedError by address of the network.
 */
export function requestPasswordReset(
  core: IdentityCore,
  throttle: Throttle,
  inBackground: (work: Promise<void>) => void,
  email: string,
  { ip }: RequestContext,
): void {
  throttle.address(ip);
  inBackground(sendLink(core, throttle, email));
}

/** @throws InvalidRequestError for a link that is wrong, used or too old. */
export async function resetPassword(
  core: IdentityCore,
  throttle: Throttle,
  { token, password }: { readonly token: string; readonly password: string },
  context: RequestContext,
): Promise<void> {
  const { database, secrets, clock, audit, auth } = core;
  throttle.address(context.ip);
  const expired = () =>
    new InvalidRequestError('This link was used before or is too old. Ask for a new one.', [
      { field: 'body.token', message: 'The link was used before or is too old.' },
    ]);
  const [id = '', given] = (secrets.verify(purpose, token, clock.now()) ?? '').split(' ');
  const user = await userById(database.knex, asId<UserId>(id));
  if (!user || given !== fingerprint(core, user)) throw expired();
  const hash = await hashPassword(password);
  await database.transaction(async trx => {
    if (!(await replacePassword(trx, user.id, user.passwordHash, hash))) throw expired();
    await markEmailVerified(trx, user.id, clock.now());
    await audit.record(
      {
        ...causedBy(context),
        actor: { kind: 'user', id: user.id, name: user.email },
        action: 'password.reset',
        target: { type: 'user', id: user.id, name: user.email },
      },
      trx,
    );
  });
  await auth.endSessions(user.id, { except: null });
}
