import type { PlannedPayout } from './plan';
import type { StoredPayout } from './payoutStore';
import type { PayoutPlanView } from '../../contract';

type View = PayoutPlanView['payouts'][number];

export interface PlanRow extends Pick<View, 'decision' | 'reason' | 'accountState' | 'difference'> {
  readonly orgId: PlannedPayout['orgId'];
  readonly currency: string;
  readonly amount: bigint;
  /** Null when nothing was paid. */
  readonly lastMonth: bigint | null;
}

function differenceOf(amount: bigint, lastMonth: bigint | null): PlanRow['difference'] {
  if (lastMonth === null) return 'new';
  if (amount === 0n) return 'gone';
  if (amount === lastMonth) return 'same';
  return amount > lastMonth ? 'more' : 'less';
}

/** A plan beside what was paid for the month before; those who got something then and nothing now are in it too. */
export function planDifference(plan: readonly PlannedPayout[], before: readonly StoredPayout[]): PlanRow[] {
  const key = (one: { readonly orgId: string; readonly currency: string }) => `${one.orgId}\t${one.currency}`;
  const paid = new Map(
    before
      .filter(({ state }) => state === 'paid' || state === 'processing')
      .map(one => [key(one), one] as const),
  );
  const rows = plan.map(({ account, ...one }): PlanRow => {
    const lastMonth = paid.get(key(one))?.amount ?? null;
    paid.delete(key(one));
    return {
      ...one,
      decision: one.reason === null ? 'pay' : 'pending',
      accountState: account?.state ?? 'not_started',
      lastMonth,
      difference: differenceOf(one.amount, lastMonth),
    };
  });
  const gone = [...paid.values()].map(({ orgId, currency, amount }): PlanRow => {
    const nothing = { amount: 0n, reason: 'nothing_payable', decision: 'pending' } as const;
    return { orgId, currency, ...nothing, lastMonth: amount, accountState: 'enabled', difference: 'gone' };
  });
  return [...rows, ...gone];
}
