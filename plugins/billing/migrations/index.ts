import type { Migration } from '@netcrab/plugin-api/backend';
import { subscriptions } from './202611010910_subscriptions';

export const migrations: readonly Migration[] = [subscriptions];
