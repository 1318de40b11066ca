/** `"12.5"` percent → `"0.125"`, by moving the point: a rate decides about money, so no binary fraction stands between. */
export const fractionOf = (percent: string): string => {
  const [whole = '', decimals = ''] = percent.trim().split('.');
  const digits = whole.padStart(3, '0');
  return `${Number(digits.slice(0, -2))}.${digits.slice(-2)}${decimals}`;
};
