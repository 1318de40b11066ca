import type { Migration } from '@netcrab/plugin-api/backend';
import { identityTables } from './202611010100_identity_tables';

export const migrations: readonly Migration[] = [identityTables];
