import type { Migration } from '@netcrab/plugin-api/backend';
import { insights } from './202611211640_insights';
import { noteProducts } from './202611212145_note_products';

export const migrations: readonly Migration[] = [insights, noteProducts];
