import { asId, type UserId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';

export interface User {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string | null;
  readonly emailVerifiedAt: number | null;
  readonly createdAt: number;
}

interface UserRow {
  id: string;
  name: string;
  email: string;
  email_key: string;
  password_hash: string | null;
  email_verified_at: number | null;
  created_at: number;
  deleted_at: number | null;
}

interface ProviderIdentityRow {
  provider: string;
  subject: string;
  user_id: string;
  email: string | null;
  created_at: number;
}

/** Addresses that differ in case only are one account. */
export const emailKey = (email: string): string => email.toLowerCase();

const toUser = (row: UserRow): User => ({
  id: asId(row.id),
  name: row.name,
  email: row.email,
  passwordHash: row.password_hash,
  emailVerifiedAt: row.email_verified_at,
  createdAt: row.created_at,
});

const users = (db: Knex) => db<UserRow>('users').whereNull('deleted_at');

export async function userById(db: Knex, id: UserId): Promise<User | null> {
  const row = await users(db).where({ id }).first();
  return row ? toUser(row) : null;
}

export async function userByEmail(db: Knex, email: string): Promise<User | null> {
  const row = await users(db)
    .where({ email_key: emailKey(email) })
    .first();
  return row ? toUser(row) : null;
}

export async function userByProvider(db: Knex, provider: string, subject: string): Promise<User | null> {
  const row = await db<ProviderIdentityRow>('oauth_identities').where({ provider, subject }).first('user_id');
  return row ? userById(db, asId(row.user_id)) : null;
}

/** @throws a unique violation when the address has an account. */
export async function insertUser(db: Knex, user: User): Promise<void> {
  await db<UserRow>('users').insert({
    id: user.id,
    name: user.name,
    email: user.email,
    email_key: emailKey(user.email),
    password_hash: user.passwordHash,
    email_verified_at: user.emailVerifiedAt,
    created_at: user.createdAt,
    deleted_at: null,
  });
}

export async function insertProviderIdentity(
  db: Knex,
  identity: { provider: string; subject: string; userId: UserId; email: string | null; at: number },
): Promise<void> {
  await db<ProviderIdentityRow>('oauth_identities').insert({
    provider: identity.provider,
    subject: identity.subject,
    user_id: identity.userId,
    email: identity.email,
    created_at: identity.at,
  });
}

export async function providerIdentities(db: Knex, userId: UserId) {
  const rows = await db<ProviderIdentityRow>('oauth_identities')
    .where({ user_id: userId })
    .orderBy('created_at')
    .select();
  return rows.map(row => ({
    provider: row.provider,
    subject: row.subject,
    email: row.email,
    connectedAt: row.created_at,
  }));
}

export async function renameUser(db: Knex, id: UserId, name: string): Promise<void> {
  await users(db).where({ id }).update({ name });
}

/**
 * Replaces a password.
 * @param from the hash it must still have, so that a link or a proof of the old one counts once.
 * @returns false when it changed meanwhile.
 */
export async function replacePassword(
  db: Knex,
  id: UserId,
  from: string | null,
  to: string,
): Promise<boolean> {
  return (await users(db).where({ id, password_hash: from }).update({ password_hash: to })) === 1;
}

export async function markEmailVerified(db: Knex, id: UserId, at: number): Promise<void> {
  await users(db).where({ id }).whereNull('email_verified_at').update({ email_verified_at: at });
}

/** Takes out everything personal; the id stays for the books and the audit log. */
export async function eraseUser(db: Knex, id: UserId, at: number): Promise<void> {
  await db<ProviderIdentityRow>('oauth_identities').where({ user_id: id }).delete();
  await users(db)
    .where({ id })
    .update({
      name: 'Deleted user',
      email: '',
      email_key: `deleted:${id}`,
      password_hash: null,
      email_verified_at: null,
      deleted_at: at,
    });
}

/** A page of users by name whose name or address contains `q`. */
export async function searchUsers(
  db: Knex,
  { q, limit, offset }: { q: string; limit: number; offset: number },
): Promise<{ users: User[]; total: number }> {
  const matching = () => {
    const all = users(db);
    const pattern = containing(q);
    return q === ''
      ? all
      : all.where(either =>
          either
            .whereRaw("lower(name) like ? escape '\\'", [pattern])
            .orWhereRaw("email_key like ? escape '\\'", [pattern]),
        );
  };
  const [rows, counted] = await Promise.all([
    matching().orderByRaw('lower(name), id').limit(limit).offset(offset).select(),
    matching().count({ total: '*' }).first(),
  ]);
  return { users: rows.map(toUser), total: Number(counted?.total ?? 0) };
}

/** A LIKE pattern for a substring, its wildcards taken literally. */
export const containing = (text: string): string => `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
