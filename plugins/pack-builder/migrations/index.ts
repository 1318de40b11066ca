import type { Migration } from '@netcrab/plugin-api/backend';
import { packBuilderTables } from './202611211000_pack_builder';

export { warehouseMigrations } from './warehouse';
export const migrations: readonly Migration[] = [packBuilderTables];
