import type { Migration } from '@netcrab/plugin-api/backend';
import { subscriptions } from './202611010910_subscriptions';
import { ledger } from './202611210900_ledger';
import { revenue } from './202611211000_revenue';
import { purchases } from './202611210910_purchases';
import { payments } from './202611210920_payments';
import { webhookInbox } from './202611210930_webhook_inbox';

export const migrations: readonly Migration[] = [
  subscriptions,
  ledger,
  purchases,
  payments,
  webhookInbox,
  revenue,
];
