import type { Migration } from '@netcrab/plugin-api/backend';
import { subscriptions } from './202611010910_subscriptions';
import { ledger } from './202611210900_ledger';

export const migrations: readonly Migration[] = [subscriptions, ledger];
