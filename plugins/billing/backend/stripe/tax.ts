import { ConflictError } from '@netcrab/plugin-api/backend';
import type { StripeAccess } from './access';
import { isAddressMissing } from './errors';

/** Part of requests that make an invoice. */
export interface TaxParams {
  readonly automatic_tax?: { readonly enabled: true };
}

/** Has Stripe add the taxes of the buyer's billing address; nothing where the portal takes none. */
export const taxParams = ({ automaticTax }: Pick<StripeAccess, 'automaticTax'>): TaxParams =>
  automaticTax ? { automatic_tax: { enabled: true } } : {};

/**
 * Runs calls whose taxes follow from an address that Stripe may not have: that of a buyer from before taxes were taken.
 * @throws ConflictError with the remedy
 */
export async function withAddress<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!isAddressMissing(error)) throw error;
    throw new ConflictError(
      'Taxes depend on your billing address, which is missing. Add it under Payment methods, then try again.',
    );
  }
}
