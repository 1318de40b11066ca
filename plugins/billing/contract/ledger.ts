import { endpoint } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { currencyCode, moneyView } from './money';
import { manageMoney, readMoney } from './permissions';

const tags = ['Money'];
const epochMs = z.int().nonnegative();

/** Debit balances are positive, credit balances negative. */
export const ledgerAccounts = [
  /** Money that Stripe holds for the platform. */
  'stripe_clearing',
  'tax_payable',
  /** Received for a service month that is not closed yet; by pack and month. */
  'deferred_revenue',
  'platform_fee',
  /** The sellers' part of a month, before it is shared; by pack and month. */
  'seller_pool',
  /** Owed to a seller; by org. */
  'seller_payable',
  /** On its way to a seller; by org. */
  'payout_in_transit',
  /** Held back by Stripe while a dispute is open. */
  'dispute_hold',
  /** A pool that nobody contributed to; by pack and month. */
  'unallocated',
  'processing_fees',
  /** Other side of manual journals. */
  'manual',
] as const;
export type LedgerAccount = (typeof ledgerAccounts)[number];

/** `2026-11` */
export const monthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Write the month as YYYY-MM');

export const ledgerEntry = z.object({
  postingId: z.string(),
  line: z.int().nonnegative(),
  kind: z.string(),
  description: z.string(),
  effectiveAt: epochMs,
  postedAt: epochMs,
  /** What it belongs to: `{ "payment": "ch_…" }`. */
  reference: z.record(z.string(), z.string()),
  account: z.enum(ledgerAccounts),
  orgId: z.string().nullable(),
  packId: z.string().nullable(),
  month: z.string().nullable(),
  /** Debit positive, credit negative. */
  amount: moneyView,
});
export type LedgerEntryView = z.output<typeof ledgerEntry>;

const accountBalance = z.object({ account: z.enum(ledgerAccounts), balance: moneyView });

const filter = z.object({
  account: z.enum(ledgerAccounts).optional(),
  orgId: z.string().max(64).optional(),
  packId: z.string().max(120).optional(),
  month: monthText.optional(),
  currency: currencyCode.optional(),
  kind: z.string().max(64).optional(),
  /** Effective dates: from (inclusive) to (exclusive). */
  from: z.coerce.number().int().nonnegative().optional(),
  to: z.coerce.number().int().nonnegative().optional(),
});

export const journalRequest = z.strictObject({
  /** Made by the caller, so that a repeated request posts once. */
  key: z.string().min(8).max(64),
  effectiveAt: epochMs.optional(),
  reason: z.string().trim().min(3, 'Say why, for the audit log').max(500),
  entries: z
    .array(
      z.strictObject({
        account: z.enum(ledgerAccounts),
        side: z.enum(['debit', 'credit']),
        /** Decimal, above zero. */
        amount: z.string().regex(/^\d+(\.\d+)?$/, 'Write the amount in digits, such as 12.50'),
        currency: currencyCode,
        orgId: z.string().max(64).optional(),
        packId: z.string().max(120).optional(),
        month: monthText.optional(),
      }),
    )
    .min(2, 'A journal has at least two entries')
    .max(100),
});
export type JournalRequest = z.output<typeof journalRequest>;

export const ledgerEndpoints = {
  ledgerEntries: endpoint({
    method: 'GET',
    path: '/api/billing/admin/ledger/entries',
    summary: 'Entries of the ledger, newest first',
    tags,
    access: { permission: readMoney },
    query: filter.extend({ page: z.coerce.number().int().min(1).max(100_000).default(1) }),
    output: z.object({
      entries: z.array(ledgerEntry),
      total: z.int().nonnegative(),
      pageSize: z.int().positive(),
      /** Of everything that matches, per currency. */
      sums: z.array(moneyView),
    }),
  }),
  trialBalance: endpoint({
    method: 'GET',
    path: '/api/billing/admin/ledger/trial-balance',
    summary: 'Balance of every account, and their sums, which are zero',
    tags,
    access: { permission: readMoney },
    query: z.object({
      /** Epoch ms: entries effective before it; now without it. */
      at: z.coerce.number().int().nonnegative().optional(),
    }),
    output: z.object({ at: epochMs, accounts: z.array(accountBalance), sums: z.array(moneyView) }),
  }),
  postJournal: endpoint({
    method: 'POST',
    path: '/api/billing/admin/ledger/journal',
    summary: 'Post a manual journal, with its reason',
    description:
      'Debits and credits must be equal in each currency. What is posted can be corrected only by another posting.',
    tags,
    access: { permission: manageMoney },
    body: journalRequest,
    output: z.object({ outcome: z.enum(['posted', 'already']) }),
    status: 201,
    errors: ['conflict'],
  }),
} as const;
