import { invalidRequest } from '../api/errors';

/** Currencies without decimals, and with three, as Stripe lists them. */
const zeroDecimal = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf'.split(' '));
const threeDecimal = new Set('bhd jod kwd omr tnd'.split(' '));

/** Digits after the decimal point of an amount in this currency. */
export function decimalsOf(currency: string): 0 | 2 | 3 {
  if (zeroDecimal.has(currency)) return 0;
  return threeDecimal.has(currency) ? 3 : 2;
}

/** @throws StripeFailure unless it is a lower-case ISO 4217 code. */
export function checkCurrency(currency: string): string {
  const code = currency.toLowerCase();
  if (!/^[a-z]{3}$/.test(code)) {
    throw invalidRequest(`Invalid currency: ${currency}`, { param: 'currency' });
  }
  return code;
}

/** @throws StripeFailure unless it is a whole amount; one of three decimals must end in 0, as Stripe asks. */
export function checkAmount(amount: number, currency: string, param: string): number {
  if (!Number.isSafeInteger(amount) || amount < 0) {
    throw invalidRequest(`Invalid integer: ${amount}`, { code: 'parameter_invalid_integer', param });
  }
  if (decimalsOf(currency) === 3 && amount % 10 !== 0) {
    throw invalidRequest(`Amounts in ${currency} must end in 0: ${amount}`, { param });
  }
  return amount;
}

/** `amount × numerator ÷ denominator`, rounded half away from zero. */
export function proportion(amount: number, numerator: number, denominator: number): number {
  const product = BigInt(amount) * BigInt(numerator);
  const divisor = BigInt(denominator);
  const magnitude = product < 0n ? -product : product;
  const rounded = (2n * magnitude + divisor) / (2n * divisor);
  return Number(product < 0n ? -rounded : rounded);
}

/** Stripe's fee for a card payment: 2.9 % and 30 cents, or the like of it in other currencies. */
export function processingFee(amount: number, currency: string): number {
  const fixed = { 0: 30, 2: 30, 3: 300 }[decimalsOf(currency)];
  return amount === 0 ? 0 : Math.min(amount, proportion(amount, 29, 1000) + fixed);
}

/** What a dispute costs: 15.00. */
export const disputeFee = (currency: string) => 15 * 10 ** decimalsOf(currency);

/** An amount for people: `€4.99`. */
export function displayAmount(amount: number, currency: string): string {
  const digits = decimalsOf(currency);
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount / 10 ** digits);
}
