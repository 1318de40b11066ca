import type { Reconciliation } from '../../contract';
import { journalKind } from '../revenue/postingKinds';

type Cause = Reconciliation['differences'][number]['cause'];

/** A movement of the Stripe balance or of `stripe_clearing`; minor units. */
export interface Movement {
  /** Stripe's id of the charge, refund, dispute or transfer; whatever names it best where there is none. */
  readonly source: string;
  readonly type: string;
  readonly currency: string;
  readonly amount: bigint;
  /** Epoch ms. */
  readonly at: number;
}

export interface Difference {
  readonly source: string;
  readonly type: string;
  readonly currency: string;
  readonly at: number;
  readonly stripe: bigint;
  readonly ledger: bigint;
  readonly cause: Cause;
}

/** Older than this, an event should have arrived. */
const grace = 3_600_000;

interface Pair {
  readonly source: string;
  readonly currency: string;
  type: string;
  at: number;
  stripe: bigint;
  ledger: bigint;
  seen: Set<'stripe' | 'ledger'>;
}

function causeOf({ type, at, seen }: Pair, now: number): Cause {
  if (!seen.has('ledger') && /^payout/.test(type)) return 'bank_payout';
  if (!seen.has('ledger') && type === 'stripe_fee') return 'other_stripe_fee';
  // No event is on its way of what was posted by hand.
  if (now - at < grace && type !== journalKind) return 'in_progress';
  if (!seen.has('ledger')) return 'missing_in_ledger';
  return seen.has('stripe') ? 'amount_differs' : 'missing_at_stripe';
}

/**
 * Compares both sides source by source. A source counts when either side moved it within the window; the other side may
 * have moved it a little before or after.
 */
export function compareMovements(
  stripe: readonly Movement[],
  ledger: readonly Movement[],
  window: { readonly from: number; readonly to: number },
  now: number,
) {
  const pairs = new Map<string, Pair>();
  const within = new Set<string>();
  const add = (side: 'stripe' | 'ledger', { source, type, currency, amount, at }: Movement) => {
    const key = `${source}\t${currency}`;
    if (at >= window.from && at < window.to) within.add(key);
    const pair: Pair = pairs.get(key) ?? {
      source,
      currency,
      type,
      at,
      stripe: 0n,
      ledger: 0n,
      seen: new Set(),
    };
    pair[side] += amount;
    pair.at = Math.max(pair.at, at);
    pair.seen.add(side);
    pairs.set(key, pair);
  };
  for (const one of stripe) add('stripe', one);
  for (const one of ledger) add('ledger', one);
  const counted = [...pairs].filter(([key]) => within.has(key)).map(([, pair]) => pair);
  const totals = new Map<string, { stripe: bigint; ledger: bigint }>();
  for (const { currency, ...pair } of counted) {
    const sum = totals.get(currency) ?? { stripe: 0n, ledger: 0n };
    totals.set(currency, { stripe: sum.stripe + pair.stripe, ledger: sum.ledger + pair.ledger });
  }
  const differences = counted
    .filter(pair => pair.stripe !== pair.ledger)
    .map((pair): Difference => {
      const { source, type, currency, at } = pair;
      return {
        source,
        type,
        currency,
        at,
        stripe: pair.stripe,
        ledger: pair.ledger,
        cause: causeOf(pair, now),
      };
    })
    .sort((a, b) => b.at - a.at || (a.source < b.source ? -1 : 1));
  return { totals, differences };
}
