import type { Stripe } from 'stripe';
import { invalidRequest } from '../api/errors';
import { mergeMetadata } from '../api/metadata';
import { change, idOf, type World } from '../world';
import { moveBalance } from './balance';
import { displayAmount } from './currencies';

/** Gives back all that is left of a charge, or a part. */
export function createRefund(world: World, params: Stripe.RefundCreateParams): Stripe.Refund {
  const charge = refundedCharge(world, params);
  const disputes = world.store.all('dispute', { charge: charge.id });
  const lost = disputes.reduce((sum, { status, amount }) => (status === 'lost' ? sum + amount : sum), 0);
  const left = charge.amount_captured - charge.amount_refunded - lost;
  // Once a dispute of a part is decided, what the bank did not take is the buyer's to be given back.
  if (disputes.some(({ status }) => status !== 'won' && status !== 'lost') || (lost > 0 && left === 0)) {
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  }
  if (left === 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, {
      code: 'charge_already_refunded',
    });
  }
  const amount = params.amount ?? left;
  if (!Number.isSafeInteger(amount) || amount < 1) {
    throw invalidRequest('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
  }
  if (amount > left) {
    throw invalidRequest(
      `Refund amount (${displayAmount(amount, charge.currency)}) is greater than unrefunded amount on charge (${displayAmount(left, charge.currency)})`,
      { param: 'amount' },
    );
  }
  const id = world.newId('re');
  const transaction = moveBalance(world, {
    type: 'refund',
    category: 'refund',
    amount: -amount,
    currency: charge.currency,
    source: id,
    description: `REFUND FOR CHARGE (${charge.description ?? charge.id})`,
  });
  const refund = world.store.insert('refund', {
    id,
    object: 'refund',
    amount,
    balance_transaction: transaction.id,
    charge: charge.id,
    created: world.clock.seconds(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: { card: { type: 'refund' }, type: 'card' },
    metadata: mergeMetadata({}, params.metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: params.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  });
  world.emit('refund.created', refund);
  change(
    world,
    'charge',
    charge,
    { amount_refunded: charge.amount_refunded + amount, refunded: amount === left && lost === 0 },
    { event: 'charge.refunded' },
  );
  return refund;
}

/** A refund that the buyer's bank sent back: the money is the platform's again. */
export function failRefund(world: World, refund: Stripe.Refund): Stripe.Refund {
  const charge = world.store.get('charge', idOf(refund.charge) ?? '');
  const transaction = moveBalance(world, {
    type: 'refund_failure',
    category: 'refund_failure',
    amount: refund.amount,
    currency: refund.currency,
    source: refund.id,
    description: 'REFUND FAILURE',
  });
  const failed = change(
    world,
    'refund',
    refund,
    {
      status: 'failed',
      failure_balance_transaction: transaction.id,
      failure_reason: 'lost_or_stolen_card',
    },
    { event: 'refund.updated' },
  );
  world.emit('refund.failed', failed);
  change(
    world,
    'charge',
    charge,
    { amount_refunded: charge.amount_refunded - refund.amount, refunded: false },
    { event: 'charge.updated' },
  );
  return failed;
}

function refundedCharge(
  world: World,
  { charge, payment_intent: intent }: Stripe.RefundCreateParams,
): Stripe.Charge {
  if (charge !== undefined) return world.store.get('charge', charge, 'charge');
  if (intent === undefined) {
    throw invalidRequest(
      'One of the following params should be provided for this request: payment_intent or charge.',
    );
  }
  const latest = idOf(world.store.get('payment_intent', intent, 'payment_intent').latest_charge);
  const found = latest === undefined ? undefined : world.store.get('charge', latest);
  if (found?.paid) return found;
  throw invalidRequest('This PaymentIntent does not have a successful charge to refund.', {
    code: 'payment_intent_unexpected_state',
    param: 'payment_intent',
  });
}
