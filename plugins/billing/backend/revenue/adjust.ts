import type { Month } from './months';
import { shareRevenue, type BasisPoints, type OrgContribution } from './share';

/** The terms a pack's month was closed on. They never change. */
export interface ClosedTerms {
  readonly packId: string;
  readonly month: Month;
  readonly currency: string;
  readonly rate: BasisPoints;
  readonly contributions: readonly OrgContribution[];
}

/** One line of a posting; debit above zero, credit below. */
export interface RevenueEntry {
  readonly account: 'platform_fee' | 'seller_payable' | 'unallocated';
  readonly currency: string;
  readonly amount: bigint;
  readonly packId: string;
  readonly month: Month;
  readonly orgId?: string;
}

/**
 * The entries that take a closed month from one base to another: the difference of two splits on the frozen terms.
 * They add up to `before − after`, so a posting that returns money to a buyer balances with the other side's credit.
 * Because each step is a difference of whole splits, any number of them that end at the same base leave the same
 * balances, and a base of nothing leaves nothing.
 */
export function adjustmentEntries(terms: ClosedTerms, before: bigint, after: bigint): RevenueEntry[] {
  const { packId, month, currency, rate, contributions } = terms;
  const was = shareRevenue(before, rate, contributions);
  const is = shareRevenue(after, rate, contributions);
  const line = { currency, packId, month };
  const entries: RevenueEntry[] = [
    { ...line, account: 'platform_fee', amount: was.fee - is.fee },
    { ...line, account: 'unallocated', amount: was.unallocated - is.unallocated },
  ];
  for (const [orgId, share] of is.shares) {
    const amount = (was.shares.get(orgId) ?? 0n) - share;
    entries.push({ ...line, account: 'seller_payable', orgId, amount });
  }
  return entries.filter(({ amount }) => amount !== 0n);
}
