import type { Stripe } from 'stripe';
import { invalidRequest } from '../api/errors';
import { idOf, type World } from '../world';
import { changeSubscription } from './changeSubscription';
import { createInvoice } from './invoices';
import { renew } from './renewals';
import { createSubscription, periodLine, productName, wakeAt } from './subscriptions';

/** The invoice that a change, a new subscription or the next period would make; nothing of it stays. */
export function previewInvoice(world: World, params: Stripe.InvoiceCreatePreviewParams): Stripe.Invoice {
  const invoice = world.preview(() => {
    const { subscription: id, subscription_details: details = {} } = params;
    if (id === undefined) return previewNew(world, params);
    const held = world.store.get('subscription', id, 'subscription');
    const changed = changeSubscription(world, held, {
      automatic_tax: params.automatic_tax && { enabled: params.automatic_tax.enabled },
      items: details.items,
      billing_cycle_anchor: details.billing_cycle_anchor,
      cancel_at_period_end: details.cancel_at_period_end,
      proration_behavior: details.proration_behavior,
      proration_date: details.proration_date,
    });
    if (changed.latest_invoice !== held.latest_invoice) return latestOf(world, changed);
    const at = wakeAt(changed);
    if (at === null || changed.cancel_at_period_end) {
      throw invalidRequest('No upcoming invoices for customer', { code: 'invoice_upcoming_none' });
    }
    return world.clock.as(at, () => {
      renew(world, changed);
      return latestOf(world, world.store.get('subscription', changed.id));
    });
  });
  return {
    ...invoice,
    id: `upcoming_${invoice.id}`,
    amount_paid: 0,
    amount_remaining: invoice.amount_due,
    attempt_count: 0,
    attempted: false,
    number: null,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
  };
}

const latestOf = ({ store }: World, { latest_invoice: latest }: Stripe.Subscription) =>
  store.get('invoice', idOf(latest) ?? '');

function previewNew(world: World, params: Stripe.InvoiceCreatePreviewParams): Stripe.Invoice {
  const { customer: id, subscription_details: details, automatic_tax: tax } = params;
  if (!id || !details?.items) {
    throw invalidRequest(
      'The sandbox previews a subscription, or a customer with subscription_details[items].',
    );
  }
  const customer = world.store.get('customer', id, 'customer');
  const automaticTax = tax?.enabled ?? false;
  const subscription = createSubscription(world, {
    customer,
    items: details.items.map(({ price, quantity = 1 }) => ({
      price: world.store.get('price', price ?? '', 'subscription_details[items][price]'),
      quantity,
    })),
    metadata: {},
    method: undefined,
    automaticTax,
  });
  return createInvoice(world, {
    customer,
    currency: subscription.currency,
    reason: 'subscription_create',
    subscription,
    automaticTax,
    lines: subscription.items.data.map(item => periodLine(item, productName(world, item.price))),
  });
}
