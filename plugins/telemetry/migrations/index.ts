import type { Migration } from '@netcrab/plugin-api/backend';
import { telemetryTables } from './202611211000_telemetry';
import { taskTypeTables } from './202611211645_task_types';
import { deletionTables } from './202611211700_deletions';

export { warehouseMigrations } from './warehouse';
export const migrations: readonly Migration[] = [telemetryTables, taskTypeTables, deletionTables];
