import type { Stripe } from 'stripe';
import { listOf } from '../lists';
import { operation } from '../operation';

export const payments = {
  'InvoicePayments.list': operation<Stripe.InvoicePaymentListParams>((world, { params }) =>
    listOf(world, 'invoice_payment', '/v1/invoice_payments', params, {
      where: {
        invoice: params.invoice,
        status: params.status,
        'payment.payment_intent': params.payment?.payment_intent,
      },
    }),
  ),

  'PaymentIntents.retrieve': operation(({ store }, { id }) => store.get('payment_intent', id)),

  'Charges.retrieve': operation(({ store }, { id }) => store.get('charge', id)),

  'Charges.list': operation<Stripe.ChargeListParams>((world, { params, account }) =>
    listOf(world, 'charge', '/v1/charges', params, {
      account,
      where: {
        customer: params.customer,
        payment_intent: params.payment_intent,
        transfer_group: params.transfer_group,
      },
    }),
  ),
};
