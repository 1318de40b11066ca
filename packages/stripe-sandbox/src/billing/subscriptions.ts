import type { Stripe } from 'stripe';
import { page } from '../api/lists';
import { type DraftLine } from '../state/kinds';
import { change, idOf, type World } from '../world';
import { decimalText } from './decimal';
import { voidInvoice } from './invoices';
import { endOfPeriod, type Interval } from './periods';
import { behaviorOf } from './tax';

export interface SubscriptionDraft {
  readonly customer: Stripe.Customer;
  readonly items: readonly { price: Stripe.Price; quantity: number; metadata?: Record<string, string> }[];
  readonly metadata: Record<string, string>;
  readonly method: Stripe.PaymentMethod | undefined;
  readonly automaticTax: boolean;
  readonly description?: string | null;
}

/** How often an item is billed. */
export const intervalOf = ({ recurring }: Stripe.Price): Interval =>
  recurring ?? { interval: 'month', interval_count: 1 };

export function newItem(
  world: World,
  subscription: string,
  price: Stripe.Price,
  quantity: number,
  { start, anchor }: { start: number; anchor: number },
  metadata: Record<string, string> = {},
): Stripe.SubscriptionItem {
  return {
    id: world.newId('si'),
    object: 'subscription_item',
    billing_thresholds: null,
    created: world.clock.seconds(),
    current_period_end: endOfPeriod(anchor, intervalOf(price), start),
    current_period_start: start,
    current_trial: null,
    discounts: [],
    metadata,
    plan: planOf(price),
    price,
    quantity,
    subscription,
    tax_rates: [],
  };
}

/** The price in its older shape, which items still carry. */
export function planOf(price: Stripe.Price): Stripe.Plan {
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: decimalText(price.unit_amount),
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval: intervalOf(price).interval,
    interval_count: intervalOf(price).interval_count,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: idOf(price.product),
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}

/** An active subscription from now on; its first invoice is for the caller to make. */
export function createSubscription(world: World, draft: SubscriptionDraft): Stripe.Subscription {
  const id = world.newId('sub');
  const now = world.clock.seconds();
  const items = draft.items.map(({ price, quantity, metadata }) =>
    newItem(world, id, price, quantity, { start: now, anchor: now }, metadata),
  );
  const subscription: Stripe.Subscription = {
    id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: {
      disabled_reason: null,
      enabled: draft.automaticTax,
      liability: draft.automaticTax ? { type: 'self' } : null,
    },
    billing_cycle_anchor: now,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created: now,
    currency: draft.items[0]?.price.currency ?? 'usd',
    customer: draft.customer.id,
    customer_account: null,
    days_until_due: null,
    default_payment_method: draft.method?.id ?? null,
    default_source: null,
    default_tax_rates: [],
    description: draft.description ?? null,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: page(`/v1/subscription_items?subscription=${id}`, items),
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    metadata: draft.metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: now,
    status: 'active',
    test_clock: null,
    transfer_data: null,
    trial_end: null,
    trial_settings: null,
    trial_start: null,
  };
  return world.store.insert('subscription', subscription, { dueAt: wakeAt(subscription) });
}

/** When the engine looks at a subscription next, epoch milliseconds. */
export function wakeAt({
  items,
  cancel_at: cancelAt,
  pending_update: waiting,
}: Stripe.Subscription): number | null {
  const times = items.data.map(item => item.current_period_end);
  if (waiting) times.push(waiting.expires_at);
  if (cancelAt !== null) times.push(cancelAt);
  return times.length === 0 ? null : Math.min(...times) * 1000;
}

/** What an item costs for its current period. */
export function periodLine(item: Stripe.SubscriptionItem, productName: string): DraftLine {
  const { price, quantity = 1 } = item;
  const unitAmount = price.unit_amount ?? 0;
  return {
    description: `${quantity} × ${productName} (${intervalOf(price).interval}ly)`.replace('dayly', 'daily'),
    amount: unitAmount * quantity,
    quantity,
    price: price.id,
    product: idOf(price.product),
    unitAmount,
    taxBehavior: behaviorOf(price),
    period: { start: item.current_period_start, end: item.current_period_end },
    proration: false,
    subscription: item.subscription,
    subscriptionItem: item.id,
  };
}

export const productName = ({ store }: World, price: Stripe.Price) =>
  store.find('product', idOf(price.product))?.name ?? price.nickname ?? 'Subscription';

/** Ends a subscription now; invoices that are still open are voided with it. */
export function endSubscription(
  world: World,
  subscription: Stripe.Subscription,
  reason: 'cancellation_requested' | 'payment_failed',
  details: Partial<NonNullable<Stripe.Subscription['cancellation_details']>> = {},
): Stripe.Subscription {
  const now = world.clock.seconds();
  for (const invoice of world.store.all('invoice', {
    'parent.subscription_details.subscription': subscription.id,
  })) {
    if (invoice.status === 'open') voidInvoice(world, invoice);
  }
  const held = subscription.cancellation_details;
  const ended = change(
    world,
    'subscription',
    subscription,
    {
      status: 'canceled',
      pending_update: null,
      canceled_at: subscription.canceled_at ?? now,
      ended_at: now,
      cancellation_details: {
        comment: held?.comment ?? null,
        feedback: held?.feedback ?? null,
        feedback_option: held?.feedback_option ?? null,
        reason,
        ...details,
      },
    },
    { dueAt: null },
  );
  world.emit('customer.subscription.deleted', ended);
  return ended;
}
