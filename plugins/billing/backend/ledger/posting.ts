import { createHash } from 'node:crypto';
import type { OrgId, PackId } from '@netcrab/plugin-api/backend';
import { isCurrency, ledgerAccounts, monthText, type LedgerAccount } from '../../contract';

/** One line: debit above zero, credit below, in minor units. */
export interface Entry {
  readonly account: LedgerAccount;
  /** Lower-case ISO 4217. */
  readonly currency: string;
  readonly amount: bigint;
  readonly orgId?: OrgId;
  readonly packId?: PackId;
  /** `2026-11` */
  readonly month?: string;
}

export interface Posting {
  /** Unique for what happened, such as `refund:re_1`: posted once, however often it is asked for. */
  readonly key: string;
  readonly kind: string;
  /** Epoch ms: when it counts. */
  readonly effectiveAt: number;
  readonly description: string;
  /** What it belongs to, by name: `{ payment: 'ch_1' }`. */
  readonly reference: Readonly<Record<string, string>>;
  readonly entries: readonly Entry[];
}

/** A posting that no ledger may hold. A defect of whoever made it. */
export class InvalidPostingError extends Error {
  override readonly name = 'InvalidPostingError';
}

/** A key that was posted with other content. */
export class PostingConflictError extends Error {
  override readonly name = 'PostingConflictError';
  constructor(readonly key: string) {
    super(`"${key}" was posted with other content; correct it by a posting with a key of its own`);
  }
}

/** A posting that would count within a closed month, whose statements are issued. */
export class ClosedMonthError extends Error {
  override readonly name = 'ClosedMonthError';
  constructor(
    readonly key: string,
    /** The first month that is open, `2026-11`. */
    readonly openFrom: string,
  ) {
    super(`"${key}" would edit a closed month; make it effective in ${openFrom} or later`);
  }
}

const accounts: ReadonlySet<string> = new Set(ledgerAccounts);
// Both databases and what reads them keep such integers exactly.
const largest = BigInt(Number.MAX_SAFE_INTEGER);

function problemOf({ account, currency, amount, month }: Entry): string | null {
  if (!accounts.has(account)) return `there is no account "${account}"`;
  if (!isCurrency(currency)) return `"${currency}" is no currency`;
  if (amount === 0n) return `${account} has an entry of zero`;
  if (amount > largest || amount < -largest) return `${amount} is too large for one entry`;
  return month === undefined || monthText.safeParse(month).success ? null : `"${month}" is no month`;
}

/** @throws InvalidPostingError unless every entry is sound and each currency sums to zero */
export function assertBalanced({ key, entries }: Posting): void {
  const refuse = (problem: string): never => {
    throw new InvalidPostingError(`${key}: ${problem}`);
  };
  if (key === '' || key.length > 200) refuse('a key has 1 to 200 characters');
  if (entries.length < 2) refuse('a posting has at least two entries');
  const sums = new Map<string, bigint>();
  for (const entry of entries) {
    const problem = problemOf(entry);
    if (problem) refuse(problem);
    sums.set(entry.currency, (sums.get(entry.currency) ?? 0n) + entry.amount);
  }
  for (const [currency, sum] of sums) if (sum !== 0n) refuse(`${currency} is out of balance by ${sum}`);
}

/** The same for the same content, whatever the order of its entries; the description does not count. */
export function contentHash({ kind, reference, entries }: Posting): string {
  const lines = entries
    .map(({ account, currency, amount, orgId, packId, month }) =>
      JSON.stringify([account, currency, String(amount), orgId ?? null, packId ?? null, month ?? null]),
    )
    .sort();
  const names = Object.entries(reference).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([kind, names, lines]))
    .digest('hex');
}
