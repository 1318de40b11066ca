import type { Migration } from '@netcrab/plugin-api/backend';
import { insights } from './202611211640_insights';

export const migrations: readonly Migration[] = [insights];
