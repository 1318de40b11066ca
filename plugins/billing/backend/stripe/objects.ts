/** The id of what Stripe gives as an id or, expanded, as an object. */
export const idOf = (value: string | { readonly id: string } | null | undefined): string | null =>
  typeof value === 'string' ? value : (value?.id ?? null);

/** Stripe's epoch seconds in milliseconds. */
export const toMs = (seconds: number): number => seconds * 1000;
export const toMsOrNull = (seconds: number | null | undefined): number | null =>
  seconds === null || seconds === undefined ? null : toMs(seconds);
