import type { UserId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import { userByEmail } from '../store/users';
import { lazyStrategy } from './lazyStrategy';
import { verifyPassword } from './passwords';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Who these credentials belong to; null tells nothing of what was wrong. */
async function userOfCredentials(
  knex: Knex,
  { email, password }: Credentials,
): Promise<{ readonly id: UserId } | null> {
  const user = await userByEmail(knex, email);
  const matches = await verifyPassword(user?.passwordHash, password);
  return user && matches ? { id: user.id } : null;
}

/** passport-local, fed with validated credentials instead of a raw body: `authenticate('local', { credentials })`. */
export const localStrategy = (knex: Knex): object =>
  lazyStrategy(async () => {
    const { default: passportLocal } = await import('passport-local');
    class CredentialsStrategy extends passportLocal.Strategy {
      override authenticate(_request: unknown, options: { credentials: Credentials }) {
        super.authenticate({ body: options.credentials, query: {} } as never, options);
      }
    }
    return new CredentialsStrategy({ usernameField: 'email' }, (email, password, done) => {
      userOfCredentials(knex, { email, password }).then(user => done(null, user ?? false), done);
    });
  });
