import type { Tone } from '@netcrab/ui';
import type {
  CommissionRate,
  LedgerAccount,
  PayoutRun,
  PayoutPlanView,
  Reconciliation,
  RevenueMonth,
  WebhookEventState,
} from '../contract';

interface Named {
  readonly label: string;
  readonly tone: Tone;
}

export const accountNames: Record<LedgerAccount, { readonly label: string; readonly holds: string }> = {
  stripe_clearing: { label: 'Stripe clearing', holds: 'money that Stripe holds for the platform' },
  tax_payable: { label: 'Tax payable', holds: 'tax received, owed to the authorities' },
  deferred_revenue: { label: 'Deferred revenue', holds: 'received for service months that are not closed' },
  platform_fee: { label: 'Platform fee', holds: 'the platform’s part of closed months' },
  seller_pool: { label: 'Seller pool', holds: 'the sellers’ part of a month, before it is shared' },
  seller_payable: { label: 'Seller payable', holds: 'owed to sellers' },
  payout_in_transit: { label: 'Payout in transit', holds: 'on its way to sellers' },
  dispute_hold: { label: 'Dispute hold', holds: 'held back by Stripe while disputes are open' },
  unallocated: { label: 'Unallocated', holds: 'pools of months that nobody contributed to' },
  processing_fees: { label: 'Processing fees', holds: 'what Stripe charged' },
  manual: { label: 'Manual', holds: 'other side of manual journals' },
};

export const revenueStateNames: Record<RevenueMonth['state'], Named> = {
  open: { label: 'Open', tone: 'info' },
  closing: { label: 'Closing', tone: 'warn' },
  closed: { label: 'Closed', tone: 'ok' },
};

export const runStateNames: Record<PayoutRun['state'], Named> = {
  awaiting_approval: { label: 'Waits for approval', tone: 'warn' },
  running: { label: 'Paying', tone: 'info' },
  finished: { label: 'Finished', tone: 'ok' },
  rejected: { label: 'Rejected', tone: 'muted' },
};

export const differenceNames: Record<PayoutPlanView['payouts'][number]['difference'], Named> = {
  new: { label: 'New', tone: 'info' },
  gone: { label: 'Gone', tone: 'warn' },
  more: { label: 'More', tone: 'ok' },
  less: { label: 'Less', tone: 'warn' },
  same: { label: 'Same', tone: 'muted' },
};

export const webhookStateNames: Record<WebhookEventState, Named> = {
  received: { label: 'Waiting', tone: 'info' },
  processed: { label: 'Processed', tone: 'ok' },
  ignored: { label: 'Ignored', tone: 'muted' },
  failed: { label: 'Failed', tone: 'bad' },
};

export const rateStateNames: Record<CommissionRate['state'], Named> = {
  current: { label: 'Counts now', tone: 'ok' },
  upcoming: { label: 'Upcoming', tone: 'info' },
  superseded: { label: 'Superseded', tone: 'muted' },
};

export const rateScopeNames: Record<CommissionRate['scope'], string> = {
  default: 'All packs',
  kind: 'A kind of pack',
  seller: 'A seller',
};

export const causeNames: Record<Reconciliation['differences'][number]['cause'], Named> = {
  in_progress: { label: 'In progress', tone: 'info' },
  missing_in_ledger: { label: 'Missing in the ledger', tone: 'bad' },
  missing_at_stripe: { label: 'Missing at Stripe', tone: 'bad' },
  amount_differs: { label: 'Amount differs', tone: 'bad' },
  bank_payout: { label: 'Payout to the bank', tone: 'muted' },
  other_stripe_fee: { label: 'Stripe’s own fee', tone: 'muted' },
};
