import { asId, type UserId } from '@netcrab/plugin-api/backend';
import type { ProviderProblem } from '../../contract';
import type { IdentityCore } from '../core';
import { createBuyer } from '../signIn/signUp';
import { isInvited } from '../store/invitations';
import { insertProviderIdentity, insertUser, userByEmail, userByProvider, type User } from '../store/users';

/** A person as a provider vouches for them. */
export interface FederatedProfile {
  readonly provider: 'github' | 'oidc';
  readonly subject: string;
  readonly name: string;
  /** Only if the provider checked that it is theirs. */
  readonly verifiedEmail: string | null;
}

export type FederatedResult =
  { readonly userId: UserId } | { readonly problem: Exclude<ProviderProblem, 'refused'> };

const nameLimit = 120;

/**
 * The user of a provider's profile: known by its subject, else by a checked address, else a new buyer.
 *
 * An address joins an existing account only where that account proved the address too. Otherwise whoever signed up with
 * somebody's address and a password of their own would share the account with its true owner.
 */
export async function federatedUser(core: IdentityCore, profile: FederatedProfile): Promise<FederatedResult> {
  const { database, clock, ids, audit } = core;
  const { provider, subject, verifiedEmail } = profile;
  const known = await userByProvider(database.knex, provider, subject);
  if (known) return { userId: known.id };
  if (verifiedEmail === null) return { problem: 'unverified-email' };
  const now = clock.now();
  const identity = { provider, subject, email: verifiedEmail, at: now };

  const existing = await userByEmail(database.knex, verifiedEmail);
  if (existing) {
    if (existing.emailVerifiedAt === null) return { problem: 'email-in-use' };
    await database.transaction(async trx => {
      await insertProviderIdentity(trx, { ...identity, userId: existing.id });
      await audit.record(
        {
          actor: { kind: 'user', id: existing.id, name: existing.email },
          action: 'user.provider-connected',
          target: { type: 'user', id: existing.id, name: existing.email },
          after: { provider },
        },
        trx,
      );
    });
    return { userId: existing.id };
  }

  const name = profile.name.trim().slice(0, nameLimit) || (verifiedEmail.split('@')[0] ?? '');
  const user: User = {
    id: asId<UserId>(ids.uuid()),
    name,
    email: verifiedEmail,
    passwordHash: null,
    emailVerifiedAt: now,
    createdAt: now,
  };
  const invited = await isInvited(database.knex, verifiedEmail, now);
  await database.transaction(async trx => {
    // Somebody invited comes to join that org; one of their own would only be in the way.
    if (invited) await insertUser(trx, user);
    else await createBuyer(core, trx, user, `${name.slice(0, 100)}’s organisation`, {});
    await insertProviderIdentity(trx, { ...identity, userId: user.id });
  });
  return { userId: user.id };
}
