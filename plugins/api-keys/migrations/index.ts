import type { Migration } from '@netcrab/plugin-api/backend';
import { keysAndUsage } from './202611010900_keys_and_usage';

export const migrations: readonly Migration[] = [keysAndUsage];
