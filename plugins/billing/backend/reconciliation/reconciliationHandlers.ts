import {
  InvalidRequestError,
  moneyToDecimal,
  type Clock,
  type DatabaseService,
  type Handlers,
} from '@netcrab/plugin-api/backend';
import type { Reconciliation, reconciliationEndpoints } from '../../contract';
import type { StripeAccess } from '../stripe/access';
import { whileSomebodyWaits } from '../stripe/errors';
import { selfChecks } from './checks';
import { compareMovements, type Difference } from './compare';
import { ledgerMovements, stripeMovements } from './movements';

export interface Reconciling {
  readonly database: DatabaseService;
  readonly clock: Clock;
  readonly stripe: Pick<StripeAccess, 'client' | 'hasBegun'>;
}

const day = 86_400_000;
const longest = 92 * day;

const explanations: Readonly<Record<Difference['cause'], string>> = {
  in_progress: 'Not an hour old: the events are on their way.',
  missing_in_ledger:
    'Stripe moved money that the ledger knows nothing of. Look for its event in the webhook inbox.',
  missing_at_stripe:
    'The ledger has it and Stripe has not. A correction by hand, or an entry that should not be.',
  amount_differs:
    'Both have it, with different amounts. An event may be missing: replay those of this object.',
  bank_payout: 'Stripe paid it to the platform’s bank, which the ledger does not keep.',
  other_stripe_fee: 'A fee Stripe billed by itself. Post it by hand to processing_fees.',
};

/** Stripe's balance against `stripe_clearing` over a time, and the ledger against itself. */
export async function reconcile(
  { database, clock, stripe }: Reconciling,
  window: { readonly from: number; readonly to: number },
): Promise<Reconciliation> {
  const db = database.knex;
  const now = clock.now();
  const wider = { from: window.from - day, to: window.to + day };
  const { movements, sources } = stripe.hasBegun()
    ? await stripeMovements(await stripe.client(), wider)
    : { movements: [], sources: new Map<string, string>() };
  const ledger = await ledgerMovements(db, wider, sources);
  const { totals, differences } = compareMovements(movements, ledger, window, now);
  return {
    ranAt: now,
    ...window,
    totals: [...totals].sort().map(([currency, sum]) => ({
      currency,
      stripe: moneyToDecimal({ minor: sum.stripe, currency }),
      ledger: moneyToDecimal({ minor: sum.ledger, currency }),
      difference: moneyToDecimal({ minor: sum.stripe - sum.ledger, currency }),
    })),
    differences: differences.map(one => ({
      ...one,
      stripe: moneyToDecimal({ minor: one.stripe, currency: one.currency }),
      ledger: moneyToDecimal({ minor: one.ledger, currency: one.currency }),
      explanation: explanations[one.cause],
    })),
    checks: await selfChecks(db, now),
  };
}

export const reconciliationHandlers = (deps: Reconciling): Handlers<typeof reconciliationEndpoints> => ({
  async reconciliation({ query }) {
    if (query.to <= query.from || query.to - query.from > longest) {
      const message = 'Choose an end after the start, at most 92 days later';
      throw new InvalidRequestError(message, [{ field: 'to', message }]);
    }
    return whileSomebodyWaits('Try again in a minute.', () => reconcile(deps, query));
  },
});
