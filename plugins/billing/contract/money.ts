import { currencyDigits, moneyToDecimal, type Money } from '@netcrab/plugin-api/contract';
import { z } from 'zod';

/** Lower-case ISO 4217. */
export const currencyCode = z
  .string()
  .regex(/^[a-z]{3}$/, 'Write the currency as three lower-case letters, such as usd');

/** An amount at the API's edge: `{ "amount": "499.00", "currency": "usd" }`. */
export const moneyView = z.object({
  /** Decimal, with as many digits as the currency has; negative for money that goes back. */
  amount: z.string().regex(/^-?\d+(\.\d+)?$/),
  currency: currencyCode,
});
export type MoneyView = z.output<typeof moneyView>;

/** @param minor of the currency: cents for `usd`. */
export const toMoneyView = (minor: Money['minor'], currency: string): MoneyView => ({
  amount: moneyToDecimal({ minor, currency }),
  currency,
});

export const isCurrency = (currency: string): boolean => {
  try {
    return currencyCode.safeParse(currency).success && currencyDigits(currency) >= 0;
  } catch {
    return false;
  }
};
