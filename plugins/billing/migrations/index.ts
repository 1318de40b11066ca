import type { Migration } from '@netcrab/plugin-api/backend';
import { subscriptions } from './202611010910_subscriptions';
import { ledger } from './202611210900_ledger';
import { purchases } from './202611210910_purchases';
import { payments } from './202611210920_payments';
import { webhookInbox } from './202611210930_webhook_inbox';
import { revenue } from './202611211000_revenue';
import { payouts } from './202611211010_payouts';
import { statements } from './202611211020_statements';
import { pendingUpgrades } from './202611221000_pending_upgrades';
import { disputeDeadlines } from './202611221010_dispute_deadlines';
import { nextPrice } from './202611221020_next_price';
import { connectAttempts } from './202611221030_connect_attempts';

export const migrations: readonly Migration[] = [
  subscriptions,
  ledger,
  purchases,
  payments,
  webhookInbox,
  revenue,
  payouts,
  statements,
  pendingUpgrades,
  disputeDeadlines,
  nextPrice,
  connectAttempts,
];
