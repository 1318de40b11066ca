import type { Stripe } from 'stripe';
import { cancelSubscription } from '../../billing/cancelSubscription';
import { changeSubscription } from '../../billing/changeSubscription';
import { previewInvoice } from '../../billing/previews';
import { listOf, pageOf } from '../lists';
import { operation } from '../operation';

const alive = ['active', 'incomplete', 'past_due', 'paused', 'trialing', 'unpaid'];

export const subscriptions = {
  'Subscriptions.retrieve': operation(({ store }, { id }) => store.get('subscription', id)),

  'Subscriptions.update': operation<Stripe.SubscriptionUpdateParams>((world, { id, params }) =>
    changeSubscription(world, world.store.get('subscription', id), params),
  ),

  'Subscriptions.cancel': operation<Stripe.SubscriptionCancelParams>((world, { id, params }) =>
    cancelSubscription(world, world.store.get('subscription', id), params),
  ),

  'Subscriptions.list': operation<Stripe.SubscriptionListParams>((world, { params }) => {
    const { status } = params;
    const within = status === undefined ? alive : status === 'all' ? undefined : [status];
    return listOf(world, 'subscription', '/v1/subscriptions', params, {
      where: { customer: params.customer, 'items.data[0].price.id': params.price },
      within: { status: status === 'ended' ? ['canceled', 'incomplete_expired'] : within },
    });
  }),

  'Invoices.retrieve': operation(({ store }, { id }) => store.get('invoice', id)),

  'Invoices.list': operation<Stripe.InvoiceListParams>((world, { params }) =>
    listOf(world, 'invoice', '/v1/invoices', params, {
      where: {
        customer: params.customer,
        status: params.status,
        'parent.subscription_details.subscription': params.subscription,
      },
    }),
  ),

  'Invoices.listLineItems': operation<Stripe.InvoiceListLineItemsParams>(({ store }, { id, params }) =>
    pageOf(`/v1/invoices/${id}/lines`, store.internal('invoice', id).lines, params),
  ),

  'Invoices.createPreview': operation<Stripe.InvoiceCreatePreviewParams>((world, { params }) =>
    previewInvoice(world, params),
  ),
};
