import { moneyToDecimal, type Clock, type DatabaseService, type Logger } from '@netcrab/plugin-api/backend';
import type Stripe from 'stripe';
import type { Reconciliation } from '../../contract';
import type { StripeAccess } from '../stripe/access';
import { isStripeDown } from '../stripe/errors';
import { selfChecks } from './checks';
import { compareMovements, type Difference } from './compare';
import { addMovements, addStragglers, ledgerMovements, type StripeSide, type Window } from './movements';

export interface Reconciling {
  readonly database: DatabaseService;
  readonly clock: Clock;
  readonly stripe: Pick<StripeAccess, 'client' | 'hasBegun'>;
  readonly logger: Logger;
}

const day = 86_400_000;

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

const mustBeLookedAt: ReadonlySet<Difference['cause']> = new Set([
  'missing_in_ledger',
  'missing_at_stripe',
  'amount_differs',
]);

/** Why Stripe could not be asked; null when it was. The ledger's own checks need no Stripe: it is said, not thrown. */
async function ask(
  { stripe, logger }: Reconciling,
  what: (client: Stripe) => Promise<unknown>,
): Promise<string | null> {
  try {
    if (stripe.hasBegun()) await what(await stripe.client());
    return null;
  } catch (error) {
    logger.warn({ err: error }, 'Stripe could not be asked for its balance');
    return isStripeDown(error)
      ? 'The payment service does not answer at the moment. Check again in a minute.'
      : `Stripe could not be asked: ${error instanceof Error ? error.message : 'no reason given'}`;
  }
}

/** Both sides of what moved, or why the one of Stripe is missing. */
async function bothSides(deps: Reconciling, wider: Window) {
  const side: StripeSide = { movements: [], sources: new Map() };
  const posted = () => ledgerMovements(deps.database.knex, wider, side.sources);
  let unavailable = await ask(deps, client => addMovements(client, side, wider));
  const found = unavailable === null ? await posted() : [];
  unavailable ??= await ask(deps, client => addStragglers(client, side, found));
  if (unavailable !== null) return { unavailable, stripe: [], ledger: [] };
  // Fees go by the source of their transaction, which is known of stragglers only now.
  return { unavailable, stripe: side.movements, ledger: await posted() };
}

/** Stripe's balance against `stripe_clearing` over a time, and the ledger against itself. */
export async function reconcile(deps: Reconciling, window: Window): Promise<Reconciliation> {
  const { database, clock } = deps;
  const now = clock.now();
  const wider = { from: window.from - day, to: window.to + day };
  const { unavailable, stripe, ledger } = await bothSides(deps, wider);
  const { totals, differences } = compareMovements(stripe, ledger, window, now);
  const checks = await selfChecks(database.knex, now);
  return {
    ranAt: now,
    unavailable,
    problems:
      differences.filter(one => mustBeLookedAt.has(one.cause)).length + checks.filter(one => !one.ok).length,
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
    checks,
  };
}

const keptWindow = 35 * day;

/** Checks the last 35 days. The result is the job's. */
export const reconcileLately = (deps: Reconciling): Promise<Reconciliation> => {
  const to = deps.clock.now() + 1;
  return reconcile(deps, { from: to - keptWindow, to });
};
