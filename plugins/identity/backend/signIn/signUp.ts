import {
  asId,
  ConflictError,
  type AuditEntry,
  type OrgId,
  type RequestContext,
  type UserId,
} from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import { orgCreated } from '../../contract';
import type { IdentityCore } from '../core';
import { addRoles } from '../store/memberships';
import { insertOrg } from '../store/orgs';
import { insertUser, type User } from '../store/users';
import { hashPassword } from './passwords';
import { beginSession } from './signIn';
import type { Throttle } from './throttle';

export interface NewAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly organization: string;
}

/** A user and an org of kind `buyer` that they are admin of. */
export async function createBuyer(
  core: IdentityCore,
  trx: Knex.Transaction,
  user: User,
  organization: string,
  request: Pick<AuditEntry, 'ip' | 'requestId'>,
): Promise<void> {
  const { ids, events, audit } = core;
  const at = user.createdAt;
  const orgId = asId<OrgId>(ids.uuid());
  await insertUser(trx, user);
  await insertOrg(trx, { id: orgId, name: organization, kind: 'buyer', createdAt: at });
  const roles = await addRoles(trx, orgId, user.id, ['buyer_admin'], at);
  const { ip, requestId } = request;
  const cause = { actor: { kind: 'user', id: user.id, name: user.email } as const, orgId, ip, requestId };
  await audit.record(
    {
      ...cause,
      action: 'org.created',
      target: { type: 'org', id: orgId, name: organization },
      after: { kind: 'buyer' },
    },
    trx,
  );
  await audit.record(
    {
      ...cause,
      action: 'membership.added',
      target: { type: 'user', id: user.id, name: user.email },
      after: { roles },
    },
    trx,
  );
  await events.publish(orgCreated, { orgId, kind: 'buyer' }, { key: orgId, trx });
}

/** @throws ConflictError when the address has an account, RateLimitedError. */
export async function signUp(
  core: IdentityCore,
  throttle: Throttle,
  account: NewAccount,
  context: RequestContext,
): Promise<void> {
  const { database, clock, ids } = core;
  throttle.address(context.ip);
  const user: User = {
    id: asId<UserId>(ids.uuid()),
    name: account.name,
    email: account.email,
    passwordHash: await hashPassword(account.password),
    emailVerifiedAt: null,
    createdAt: clock.now(),
  };
  try {
    await database.transaction(trx => createBuyer(core, trx, user, account.organization, context));
  } catch (error) {
    throw database.isUniqueViolation(error) ? emailTaken() : error;
  }
  await beginSession(core, context, user.id);
}

export const emailTaken = () =>
  new ConflictError('An account with this e-mail exists. Sign in, or choose a new password by mail.', {
    details: [{ field: 'body.email', message: 'An account with this e-mail exists.' }],
  });
