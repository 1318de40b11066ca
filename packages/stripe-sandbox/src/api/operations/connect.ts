import type { Stripe } from 'stripe';
import { createAccount, updateAccount } from '../../connect/accounts';
import { createAccountLink, createLoginLink } from '../../connect/links';
import { createTransfer, reverseTransfer } from '../../connect/transfers';
import { invalidRequest, StripeFailure } from '../errors';
import { listOf } from '../lists';
import { operation } from '../operation';

const accessLost = (id: string) =>
  new StripeFailure(403, {
    type: 'invalid_request_error',
    code: 'account_invalid',
    message: `The provided key does not have access to account '${id}' (or that account does not exist). Application access may have been revoked.`,
  });

export const connect = {
  'Accounts.create': operation<Stripe.AccountCreateParams>((world, { params }) =>
    createAccount(world, params),
  ),

  'Accounts.retrieve': operation(({ store }, { id }) => {
    const account = store.get('account', id);
    if (store.internal('account', id).deauthorized) throw accessLost(id);
    return account;
  }),

  'Accounts.list': operation<Stripe.AccountListParams>((world, { params }) => {
    const list = listOf(world, 'account', '/v1/accounts', params);
    const connected = list.data.filter(({ id }) => !world.store.internal('account', id).deauthorized);
    return { ...list, data: connected };
  }),

  'Accounts.retrieveCurrent': operation(({ store }, { account }) => {
    if (account) return store.get('account', account);
    return {
      id: 'acct_sandbox',
      object: 'account',
      charges_enabled: true,
      country: 'US',
      default_currency: 'usd',
      details_submitted: true,
      email: null,
      payouts_enabled: true,
      type: 'standard',
    } satisfies Stripe.Account;
  }),

  'Accounts.update': operation<Stripe.AccountUpdateParams>((world, { id, params }) =>
    updateAccount(world, world.store.get('account', id), params),
  ),

  'Accounts.createLoginLink': operation((world, { id }) =>
    createLoginLink(world, world.store.get('account', id)),
  ),

  'AccountLinks.create': operation<Stripe.AccountLinkCreateParams>((world, { params }) =>
    createAccountLink(world, params),
  ),

  'Transfers.create': operation<Stripe.TransferCreateParams>((world, { params }) =>
    createTransfer(world, params),
  ),

  'Transfers.retrieve': operation(({ store }, { id }) => store.get('transfer', id)),

  'Transfers.list': operation<Stripe.TransferListParams>((world, { params }) =>
    listOf(world, 'transfer', '/v1/transfers', params, {
      where: { destination: params.destination, transfer_group: params.transfer_group },
    }),
  ),

  'Transfers.createReversal': operation<Stripe.TransferCreateReversalParams>((world, { id, params }) =>
    reverseTransfer(world, world.store.get('transfer', id), params),
  ),

  'Payouts.list': operation<Stripe.PayoutListParams>((world, { params, account }) => {
    if (!account)
      throw invalidRequest('The sandbox pays out connected accounts only: name one by Stripe-Account.');
    return listOf(world, 'payout', '/v1/payouts', params, { account, where: { status: params.status } });
  }),
};
