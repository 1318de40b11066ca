import type { AppConfig } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import { hasPlatformAdmin } from '../store/memberships';

/** How somebody gets in first, for whoever started the portal; nothing where the demo brings its people or an admin is there. */
export async function firstAdminLines(
  app: Pick<AppConfig, 'baseUrl' | 'demo'>,
  db: Knex,
): Promise<readonly string[]> {
  if (app.demo || (await hasPlatformAdmin(db))) return [];
  return [
    `Admin    nobody yet: sign up at ${app.baseUrl}/sign-up, then run`,
    '         npm run admin -- you@example.com',
  ];
}
