import type { Stripe } from 'stripe';
import { invalidRequest } from '../api/errors';
import { page } from '../api/lists';
import { mergeMetadata } from '../api/metadata';
import { moveBalance, requireAvailable } from '../billing/balance';
import { newCharge } from '../billing/charges';
import { checkCurrency } from '../billing/currencies';
import { change, idOf, type World } from '../world';
import { schedulePayout } from './payouts';

/** Moves money from the platform's balance to a connected account's. */
export function createTransfer(world: World, params: Stripe.TransferCreateParams): Stripe.Transfer {
  const currency = checkCurrency(params.currency);
  const { amount, source_transaction: source } = params;
  if (amount === undefined || !Number.isSafeInteger(amount) || amount < 1) {
    throw invalidRequest('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
  }
  const account = world.store.find('account', params.destination);
  if (!account) {
    throw invalidRequest(`No such destination: '${params.destination}'`, {
      code: 'resource_missing',
      param: 'destination',
    });
  }
  if (account.capabilities?.transfers !== 'active') {
    throw invalidRequest(
      'Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments',
      { code: 'insufficient_capabilities_for_transfer' },
    );
  }
  if (source === undefined) requireAvailable(world, amount, currency);
  else requireCharged(world, source, amount, currency);
  const id = world.newId('tr');
  const description = params.description ?? null;
  const transaction = moveBalance(world, {
    type: 'transfer',
    category: 'transfer',
    amount: -amount,
    currency,
    source: id,
    description: description ?? `Transfer to ${account.id}`,
  });
  const payment = receive(world, id, account.id, amount, currency);
  const transfer = world.store.insert('transfer', {
    id,
    object: 'transfer',
    amount,
    amount_reversed: 0,
    balance_transaction: transaction.id,
    created: world.clock.seconds(),
    currency,
    description,
    destination: account.id,
    destination_payment: payment.id,
    livemode: false,
    metadata: mergeMetadata({}, params.metadata),
    reversals: page(`/v1/transfers/${id}/reversals`, []),
    reversed: false,
    source_transaction: source ?? null,
    source_type: 'card',
    transfer_group: params.transfer_group ?? (source ? `group_${idOf(source)}` : null),
  });
  world.emit('transfer.created', transfer);
  schedulePayout(world, account.id);
  return transfer;
}

function requireCharged(world: World, source: string, amount: number, currency: string): void {
  const charge = world.store.get('charge', source, 'source_transaction');
  if (charge.currency !== currency || charge.amount_captured - charge.amount_refunded < amount) {
    throw invalidRequest('Transfers using this transaction as a source must not exceed the source amount.', {
      param: 'amount',
    });
  }
}

function receive(
  world: World,
  transfer: string,
  account: string,
  amount: number,
  currency: string,
): Stripe.Charge {
  const id = world.newId('py');
  const transaction = moveBalance(world, {
    type: 'payment',
    category: 'charge',
    amount,
    currency,
    source: id,
    description: 'Payment from the platform',
    account,
  });
  return world.store.insert(
    'charge',
    {
      ...newCharge(world, id, amount, currency),
      balance_transaction: transaction.id,
      source_transfer: transfer,
    },
    { account },
  );
}

/** Takes all that is left of a transfer back, or a part, from the connected account's balance. */
export function reverseTransfer(
  world: World,
  transfer: Stripe.Transfer,
  params: Stripe.TransferCreateReversalParams,
): Stripe.TransferReversal {
  const left = transfer.amount - transfer.amount_reversed;
  const amount = params.amount ?? left;
  if (left === 0) {
    throw invalidRequest(`Transfer ${transfer.id} is already fully reversed.`, {
      code: 'transfer_already_reversed',
    });
  }
  if (!Number.isSafeInteger(amount) || amount < 1 || amount > left) {
    throw invalidRequest(
      `Reversal amount (${amount}) is greater than unreversed amount on transfer (${left})`,
      {
        param: 'amount',
      },
    );
  }
  const { currency } = transfer;
  const account = idOf(transfer.destination) ?? '';
  requireAvailable(world, amount, currency, account);
  const id = world.newId('trr');
  const description = `Reversal of ${transfer.id}`;
  const movement = { category: 'transfer_reversal', currency, source: id, description };
  moveBalance(world, { ...movement, type: 'payment_refund', amount: -amount, account });
  const transaction = moveBalance(world, { ...movement, type: 'transfer_cancel', amount });
  const reversal = world.store.insert('transfer_reversal', {
    id,
    object: 'transfer_reversal',
    amount,
    balance_transaction: transaction.id,
    created: world.clock.seconds(),
    currency,
    destination_payment_refund: null,
    metadata: mergeMetadata({}, params.metadata),
    source_refund: null,
    transfer: transfer.id,
  });
  change(
    world,
    'transfer',
    transfer,
    {
      amount_reversed: transfer.amount_reversed + amount,
      reversed: amount === left,
      reversals: page(transfer.reversals.url, [reversal, ...transfer.reversals.data]),
    },
    { event: 'transfer.reversed' },
  );
  return reversal;
}
