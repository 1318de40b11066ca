import type { Migration } from '@netcrab/plugin-api/backend';
import { auditMigrations } from '../services/audit';
import { authMigrations } from '../services/auth/migrations';
import { eventsMigrations } from '../services/events';
import { mailMigrations } from '../services/mail';
import { schedulerMigrations } from '../services/scheduler';

/** Tables of the core services, under the owner `core`. */
export const coreMigrations: readonly Migration[] = [
  ...authMigrations,
  ...auditMigrations,
  ...eventsMigrations,
  ...schedulerMigrations,
  ...mailMigrations,
];
