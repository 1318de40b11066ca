import type { Stripe } from 'stripe';
import { type DraftLine } from '../state/kinds';
import { idOf } from '../world';
import { decimalsOf, proportion } from './currencies';
import { behaviorOf } from './tax';

interface Part {
  readonly item: Stripe.SubscriptionItem;
  readonly name: string;
  /** Unix seconds. */
  readonly at: number;
}

/** The credit for what is left of an item's period. */
export function unusedTime(part: Part): DraftLine | undefined {
  return partLine(part, -1, `Unused time on ${part.name} after ${dayOf(part.at)}`);
}

/** The charge for what is left of an item's period. */
export function remainingTime(part: Part): DraftLine | undefined {
  return partLine(part, 1, `Remaining time on ${part.name} after ${dayOf(part.at)}`);
}

function partLine({ item, at }: Part, sign: -1 | 1, description: string): DraftLine | undefined {
  const { price, quantity = 1, current_period_start: start, current_period_end: end } = item;
  const whole = (price.unit_amount ?? 0) * quantity;
  const left = Math.max(0, end - Math.max(at, start));
  const amount = sign * prorated(whole, left, end - start, price.currency);
  if (amount === 0) return undefined;
  return {
    description,
    amount,
    quantity,
    price: price.id,
    product: idOf(price.product),
    unitAmount: price.unit_amount ?? 0,
    taxBehavior: behaviorOf(price),
    period: { start: at, end },
    proration: true,
    subscription: item.subscription,
    subscriptionItem: item.id,
  };
}

/** A part of an amount; amounts of three decimals keep their last 0. */
function prorated(amount: number, left: number, whole: number, currency: string): number {
  if (decimalsOf(currency) === 3) return proportion(Math.trunc(amount / 10), left, whole) * 10;
  return proportion(amount, left, whole);
}

const dayOf = (at: number) =>
  new Date(at * 1000).toLocaleDateString('en-GB', {
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
