/** An amount in minor units (cents for USD) of one ISO 4217 currency. Never a float. */
export interface Money {
  readonly minor: bigint;
  readonly currency: string;
}

const withoutDecimals = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '));
const withThreeDecimals = new Set('BHD JOD KWD OMR TND'.split(' '));

/**
 * Digits after the decimal point of amounts in minor units: 2 for USD, 0 for JPY, 3 for KWD. A fixed table, as Stripe
 * counts: data of the runtime differ from it (HUF and ISK) and between runtimes, and would move amounts a hundredfold.
 * @param currency ISO 4217, in either case
 * @see https://docs.stripe.com/currencies#zero-decimal
 * @throws RangeError for what is not a currency's code
 */
export function currencyDigits(currency: string): number {
  if (!/^[a-z]{3}$/i.test(currency)) throw new RangeError(`"${currency}" is not an ISO 4217 currency code`);
  const code = currency.toUpperCase();
  if (withoutDecimals.has(code)) return 0;
  return withThreeDecimals.has(code) ? 3 : 2;
}

/** Decimal string for the edge of an API: `49900n USD` → `"499.00"`. */
export function moneyToDecimal({ minor, currency }: Money): string {
  const digits = currencyDigits(currency);
  const sign = minor < 0n ? '-' : '';
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/**
 * The inverse of {@link moneyToDecimal}.
 * @throws RangeError when the text is not a decimal, or has more digits than the currency.
 */
export function moneyFromDecimal(text: string, currency: string): Money {
  const digits = currencyDigits(currency);
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  const fraction = match?.[3] ?? '';
  if (!match || fraction.length > digits) {
    throw new RangeError(
      `"${text}" is not an amount in ${currency}: use digits with at most ${digits} decimals`,
    );
  }
  const minor = BigInt(match[2] + fraction.padEnd(digits, '0'));
  return { minor: match[1] ? -minor : minor, currency };
}

/** `$1,234.50`, exact however large. @param minor in minor units (cents for USD) */
export function formatMoney(minor: bigint | number | string, currency: string): string {
  const decimal = moneyToDecimal({ minor: BigInt(minor), currency });
  const digits = currencyDigits(currency);
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    // The runtime's own digits differ from those that amounts are counted in (HUF, ISK), and would round.
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(decimal as `${number}`);
}

/** The amount of an API in its currency: `"-12.50"`, `usd` → `-$12.50`. */
export const formatAmount = (amount: string, currency: string): string =>
  formatMoney(moneyFromDecimal(amount, currency).minor, currency);
