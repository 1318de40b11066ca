/** An amount in minor units (cents for USD) of one ISO 4217 currency. Never a float. */
export interface Money {
  readonly minor: bigint;
  readonly currency: string;
}

/** Digits after the decimal point: 2 for USD, 0 for JPY, 3 for KWD; from the runtime's ICU data. */
export function currencyDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
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
