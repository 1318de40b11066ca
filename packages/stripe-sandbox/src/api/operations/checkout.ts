import type { Stripe } from 'stripe';
import { createSession, expireSession } from '../../billing/checkoutSessions';
import { listOf, pageOf } from '../lists';
import { operation } from '../operation';

export const checkout = {
  'Checkout/Sessions.create': operation<Stripe.Checkout.SessionCreateParams>((world, { params }) =>
    createSession(world, params),
  ),

  'Checkout/Sessions.retrieve': operation(({ store }, { id }) => store.get('checkout.session', id)),

  'Checkout/Sessions.expire': operation((world, { id }) =>
    expireSession(world, world.store.get('checkout.session', id)),
  ),

  'Checkout/Sessions.list': operation<Stripe.Checkout.SessionListParams>((world, { params }) =>
    listOf(world, 'checkout.session', '/v1/checkout/sessions', params, {
      where: {
        customer: params.customer,
        payment_intent: params.payment_intent,
        status: params.status,
        subscription: params.subscription,
      },
    }),
  ),

  'Checkout/Sessions.listLineItems': operation<Stripe.Checkout.SessionListLineItemsParams>(
    ({ store }, { id, params }) =>
      pageOf(`/v1/checkout/sessions/${id}/line_items`, store.internal('checkout.session', id).items, params),
  ),
};
