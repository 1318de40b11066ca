import { UnavailableError } from '@netcrab/plugin-api/backend';
import { within } from './deadline';

/** Nobody waits longer for an answer than ten seconds, of which the SDK's pauses between attempts take up to two. */
const patienceMs = 8_000;

/** Stripe's errors by their `type`, so that the SDK need not be loaded to know one. */
function typeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('type' in error) || typeof error.type !== 'string') return null;
  return error.type;
}

const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

/** Stripe did not answer, or could not: nothing is known of what it did, and another try may succeed. */
export const isStripeDown = (error: unknown): boolean =>
  ['StripeConnectionError', 'StripeAPIError', 'StripeRateLimitError'].includes(typeOf(error) ?? '') ||
  ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'].includes(codeOf(error) ?? '');

export const isMissingAtStripe = (error: unknown): boolean => codeOf(error) === 'resource_missing';

/** The account's owner has taken the platform's access to it away. */
export const isAccessLost = (error: unknown): boolean => codeOf(error) === 'account_invalid';

/** Taxes cannot be told without the customer's address. */
export const isAddressMissing = (error: unknown): boolean =>
  codeOf(error) === 'customer_tax_location_invalid';

/** The bank wants the buyer to confirm the payment, which a call without the buyer cannot do. */
export const needsBuyer = (error: unknown): boolean =>
  ['subscription_payment_intent_requires_action', 'authentication_required'].includes(codeOf(error) ?? '');

/** The bank said no. */
export const isDeclined = (error: unknown): error is Error => typeOf(error) === 'StripeCardError';

/**
 * Runs calls that somebody waits for, together no longer than ten seconds.
 * @param consequence what it means for them, and what to do: `Nothing was charged. Try again in a minute.`
 * @param limitMs milliseconds for the calls, without the SDK's pauses
 * @throws UnavailableError when Stripe is down or slow
 */
export async function whileSomebodyWaits<T>(
  consequence: string,
  call: () => Promise<T>,
  limitMs = patienceMs,
): Promise<T> {
  try {
    return await within(limitMs, call);
  } catch (error) {
    if (!isStripeDown(error)) throw error;
    throw new UnavailableError(`The payment service does not answer at the moment. ${consequence}`, {
      headers: { 'retry-after': '30' },
      cause: error,
    });
  }
}
