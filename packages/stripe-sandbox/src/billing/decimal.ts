import type { Stripe } from 'stripe';

/** Amounts of many decimals are text on the wire; the SDK makes its own type of them. */
export function decimalText(amount: number | null): Stripe.Decimal | null {
  return amount === null ? null : (String(amount) as unknown as Stripe.Decimal);
}
