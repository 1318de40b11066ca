import type { Migration } from '@netcrab/plugin-api/backend';
import { telemetryTables } from './202611211000_telemetry';

export { warehouseMigrations } from './warehouse';
export const migrations: readonly Migration[] = [telemetryTables];
