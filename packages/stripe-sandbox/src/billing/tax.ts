import type { Stripe } from 'stripe';
import { invalidRequest } from '../api/errors';
import { type World } from '../world';
import { proportion } from './currencies';

/** Rates in basis points for the countries that the sandbox's page offers; fictional where states or goods differ. */
export const defaultTaxRates: Readonly<Record<string, number>> = {
  AT: 2000,
  CH: 810,
  DE: 1900,
  ES: 2100,
  FR: 2000,
  GB: 2000,
  IE: 2300,
  IT: 2200,
  JP: 1000,
  NL: 2100,
  PL: 2300,
  SE: 2500,
};

/** The tax of a customer's country, in basis points. */
export function taxRateOf(
  { taxRates }: World,
  customer: Pick<Stripe.Customer, 'address' | 'tax_exempt'> | undefined,
) {
  if (!customer || customer.tax_exempt === 'exempt' || customer.tax_exempt === 'reverse') return 0;
  return taxRates[customer.address?.country ?? ''] ?? 0;
}

/** @throws StripeFailure for a customer whose taxes nobody can tell */
export function assertLocated({ address }: Stripe.Customer): void {
  if (address?.country) return;
  throw invalidRequest(
    "The customer's location isn't recognized. Set a valid customer address in order to automatically calculate tax.",
    { code: 'customer_tax_location_invalid', param: 'automatic_tax' },
  );
}

/** The tax in or on top of an amount, minor units. */
export function taxOf(amount: number, rate: number, behavior: 'exclusive' | 'inclusive'): number {
  return behavior === 'inclusive'
    ? proportion(amount, rate, 10_000 + rate)
    : proportion(amount, rate, 10_000);
}

/** A price of unspecified behaviour is taxed on top. */
export const behaviorOf = ({ tax_behavior: behavior }: Pick<Stripe.Price, 'tax_behavior'>) =>
  behavior === 'inclusive' ? 'inclusive' : 'exclusive';
