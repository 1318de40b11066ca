import type { Migration } from '@netcrab/plugin-api/backend';
import { contributions } from './202611010920_contributions';

export const migrations: readonly Migration[] = [contributions];
