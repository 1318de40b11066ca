import type { Stripe } from 'stripe';
import { balanceOf, settled } from '../../billing/balance';
import { createRefund } from '../../billing/refunds';
import { listOf } from '../lists';
import { operation } from '../operation';

export const money = {
  'Refunds.create': operation<Stripe.RefundCreateParams>((world, { params }) => createRefund(world, params)),

  'Refunds.retrieve': operation(({ store }, { id }) => store.get('refund', id)),

  'Refunds.list': operation<Stripe.RefundListParams>((world, { params }) =>
    listOf(world, 'refund', '/v1/refunds', params, {
      where: { charge: params.charge, payment_intent: params.payment_intent },
    }),
  ),

  'Disputes.retrieve': operation(({ store }, { id }) => store.get('dispute', id)),

  'Disputes.list': operation<Stripe.DisputeListParams>((world, { params }) =>
    listOf(world, 'dispute', '/v1/disputes', params, {
      where: { charge: params.charge, payment_intent: params.payment_intent },
    }),
  ),

  'Balance.retrieve': operation((world, { account }) => balanceOf(world, account)),

  'BalanceTransactions.list': operation<Stripe.BalanceTransactionListParams>((world, { params, account }) => {
    const list = listOf(world, 'balance_transaction', '/v1/balance_transactions', params, {
      account,
      where: { currency: params.currency, source: params.source, type: params.type },
    });
    return { ...list, data: list.data.map(transaction => settled(world, transaction)) };
  }),
};
