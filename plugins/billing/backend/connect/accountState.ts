import type Stripe from 'stripe';
import type { PayoutAccount, PayoutAccountState } from '../../contract';
import { toMsOrNull } from '../stripe/objects';
import { requirementTitle } from './requirementTitles';

/** What is kept of an account at Stripe. */
export interface AccountStatus {
  readonly state: PayoutAccountState;
  readonly missing: PayoutAccount['missing'];
  /** Epoch ms. */
  readonly dueBy: number | null;
  readonly country: string | null;
  /** Lower-case ISO 4217. */
  readonly currency: string | null;
}

function stateOf(account: Stripe.Account): PayoutAccountState {
  if (account.payouts_enabled && account.capabilities?.transfers === 'active') return 'enabled';
  if (!account.details_submitted) return 'not_started';
  const { currently_due: due, past_due: overdue, disabled_reason: reason } = account.requirements ?? {};
  const refused = reason?.startsWith('rejected') ?? false;
  return refused || due?.length || overdue?.length ? 'restricted' : 'in_review';
}

/** Where an account stands: whether it can be paid to, and what Stripe still wants for it. */
export function accountStatus(account: Stripe.Account): AccountStatus {
  const { requirements } = account;
  const overdue = new Set(requirements?.past_due ?? []);
  const refused = new Map((requirements?.errors ?? []).map(error => [error.requirement, error.reason]));
  // Stripe asks for parts, such as date and address of an agreement, that are one thing to the seller.
  const byTitle = new Map<string, PayoutAccount['missing'][number]>();
  for (const requirement of new Set([...overdue, ...(requirements?.currently_due ?? [])])) {
    const reason = refused.get(requirement);
    const title = requirementTitle(requirement);
    const known = byTitle.get(title);
    byTitle.set(title, {
      requirement: known?.requirement ?? requirement,
      title: reason ? `${title}: ${reason}` : (known?.title ?? title),
      overdue: known?.overdue || overdue.has(requirement) || reason !== undefined,
    });
  }
  return {
    state: stateOf(account),
    missing: [...byTitle.values()],
    dueBy: toMsOrNull(requirements?.current_deadline),
    country: account.country ?? null,
    currency: account.default_currency ?? null,
  };
}
