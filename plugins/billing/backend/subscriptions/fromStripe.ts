import type Stripe from 'stripe';
import type { Subscription, Tier } from '../../contract';
import type { Order } from '../checkout/orderStore';
import { idOf, toMs, toMsOrNull } from '../stripe/objects';
import type { PendingUpgrade, Purchase, StoredSubscription } from './store';
import { changeTerms, nextTerms, termsAt, type DatedTerms, type Terms } from './terms';

/** A change of tier that the buyer confirmed, and Stripe did. */
export interface AppliedChange extends DatedTerms {
  readonly id: string;
}

export interface StripeState {
  readonly subscription: Stripe.Subscription;
  readonly order: Order;
  readonly known: StoredSubscription | null;
  /** Confirmed, done at Stripe, and not yet in the terms. */
  readonly change: AppliedChange | null;
  /** Confirmed, and waiting at Stripe for its payment. */
  readonly pending: PendingUpgrade | null;
  readonly graceMs: number;
  readonly now: number;
}

/** While Stripe bills it; what ended, never began or is paused gives no right. */
function statusOf(status: Stripe.Subscription.Status): Subscription['status'] {
  if (status === 'active' || status === 'trialing') return 'active';
  return status === 'past_due' || status === 'unpaid' ? 'past_due' : 'canceled';
}

/** Since the oldest fact that says so: when the invoice that is not paid was due. */
function overdueSince({ latest_invoice: invoice, start_date }: Stripe.Subscription): number {
  if (typeof invoice !== 'object' || invoice === null) return toMs(start_date);
  return toMs(invoice.due_date ?? invoice.status_transitions.finalized_at ?? invoice.created);
}

/** Its first invoice was paid. Some banks take days, and Stripe calls the subscription active meanwhile. */
function hasBegun({ status, ended_at, latest_invoice: invoice }: Stripe.Subscription): boolean {
  if (status === 'incomplete' || status === 'incomplete_expired') return false;
  if (statusOf(status) === 'canceled' && ended_at === null) return false;
  const first = typeof invoice === 'object' && invoice?.billing_reason === 'subscription_create';
  return !first || invoice.status === 'paid';
}

const earliest = (...times: Array<number | null>): number | null => {
  const known = times.filter(time => time !== null);
  return known.length > 0 ? Math.min(...known) : null;
};

const rank: Record<Tier, number> = { standard: 0, pro: 1, enterprise: 2 };
export const isUpgrade = (next: Tier, current: Tier): boolean => rank[next] > rank[current];

function termsOf({ order, known, change, now }: StripeState, startsAt: number, periodStart: number): Terms {
  let terms: Terms = known?.terms ?? [
    { from: startsAt, tier: order.tier ?? 'standard', packIds: order.packIds },
  ];
  if (change) {
    // An upgrade is paid at once and counts at once, though Stripe's clock, which dates it, be ahead.
    const from = isUpgrade(change.tier, termsAt(terms, now).tier) ? Math.min(change.from, now) : change.from;
    terms = changeTerms(terms, { ...change, from: Math.max(from, terms[0].from) });
  }
  // A period that Stripe has begun counts here too, though its clock be ahead.
  const due = terms.find(one => one.from > now && one.from <= periodStart);
  return due ? changeTerms(terms, { ...due, from: now }) : terms;
}

/**
 * What a subscription of Stripe is here. It follows from Stripe's object and what was agreed with the buyer alone, so it
 * does not matter which events told of it, how often and in which order. null for one that never began.
 */
export function subscriptionFromStripe(
  state: StripeState,
  mode: Purchase['mode'],
): StoredSubscription | null {
  const { subscription, order, known, pending, graceMs, now } = state;
  const item = subscription.items.data[0];
  const status = statusOf(subscription.status);
  if (!item || (!known && !hasBegun(subscription))) return null;
  // Stripe's clock may be ahead of ours, and what is paid counts at once.
  const startsAt = known?.startsAt ?? Math.min(toMs(subscription.start_date), now);
  const graceEndsAt = status === 'past_due' ? overdueSince(subscription) + graceMs : null;
  const cancelAtPeriodEnd = subscription.cancel_at_period_end || subscription.cancel_at !== null;
  const periodEnd = toMs(item.current_period_end);
  const willEnd = cancelAtPeriodEnd ? (toMsOrNull(subscription.cancel_at) ?? periodEnd) : null;
  const ended = toMsOrNull(subscription.ended_at ?? subscription.canceled_at) ?? now;
  const terms = termsOf(state, startsAt, toMs(item.current_period_start));
  const { tier, packIds } = termsAt(terms, now);
  const price = BigInt(item.price.unit_amount ?? 0);
  // Stripe's item has the price of a tier that is planned at once; what is paid for holds until it counts.
  const held = (nextTerms(terms, now)?.tier ?? tier) === tier ? null : known?.purchase?.priceMinor;
  return {
    id: order.id,
    orgId: order.orgId,
    tier,
    packIds,
    terms,
    status,
    startsAt,
    endsAt: status === 'canceled' ? ended : earliest(willEnd, graceEndsAt),
    reason: known?.reason ?? 'Bought',
    grantedBy: known?.grantedBy ?? order.userId,
    createdAt: known?.createdAt ?? now,
    updatedAt: now,
    purchase: {
      mode,
      stripeSubscriptionId: subscription.id,
      stripeItemId: item.id,
      orderId: order.id,
      currency: item.price.currency,
      priceMinor: held ?? price,
      nextPriceMinor: typeof held === 'bigint' ? price : null,
      periodEnd,
      cancelAtPeriodEnd,
      graceEndsAt,
      pending,
    },
  };
}

/** Which order of ours a subscription came of. */
export const orderIdOf = ({ metadata }: Stripe.Subscription): string | null => metadata.netcrab_order ?? null;
export const invoiceIdOf = ({ latest_invoice }: Stripe.Subscription): string | null => idOf(latest_invoice);
