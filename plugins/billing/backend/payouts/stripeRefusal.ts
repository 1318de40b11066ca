/**
 * Stripe read the request and said no: nothing was made, and asking the same again is no use. Everything else, an
 * answer that did not arrive above all, leaves open what happened.
 */
export const isDefiniteRefusal = (error: unknown): error is Error =>
  error instanceof Error &&
  'type' in error &&
  error.type === 'StripeInvalidRequestError' &&
  !('code' in error && error.code === 'lock_timeout');
