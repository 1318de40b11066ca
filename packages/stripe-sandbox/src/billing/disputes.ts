import type { Stripe } from 'stripe';
import { invalidRequest } from '../api/errors';
import { change, idOf, type World } from '../world';
import { moveBalance } from './balance';
import { disputeFee } from './currencies';

const noEvidence: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

/** The buyer's bank takes the money back, with a fee, until the dispute is decided. */
export function openDispute(
  world: World,
  charge: Stripe.Charge,
  {
    amount = charge.amount - charge.amount_refunded,
    reason = 'fraudulent',
  }: { amount?: number; reason?: string } = {},
): Stripe.Dispute {
  if (!charge.paid || charge.disputed || amount < 1 || amount > charge.amount - charge.amount_refunded) {
    throw invalidRequest(`Charge ${charge.id} cannot be disputed for ${amount}.`);
  }
  const id = world.newId('du');
  const now = world.clock.seconds();
  const withdrawn = moveBalance(world, {
    type: 'adjustment',
    category: 'dispute',
    amount: -amount,
    fee: disputeFee(charge.currency),
    currency: charge.currency,
    source: id,
    description: `Chargeback withdrawal for ${charge.id}`,
  });
  const dispute = world.store.insert('dispute', {
    id,
    object: 'dispute',
    amount,
    balance_transactions: [withdrawn],
    charge: charge.id,
    created: now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence,
    evidence_details: {
      due_by: now + 7 * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'manual',
    },
    intended_submission_method: 'manual',
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason,
    status: 'needs_response',
  });
  world.store.update('charge', { ...charge, disputed: true });
  world.emit('charge.dispute.created', dispute);
  world.emit('charge.dispute.funds_withdrawn', dispute);
  return dispute;
}

/** Won: the money and the fee come back. Lost: they stay away. */
export function closeDispute(world: World, dispute: Stripe.Dispute, outcome: 'lost' | 'won'): Stripe.Dispute {
  if (['lost', 'won'].includes(dispute.status)) throw invalidRequest(`Dispute ${dispute.id} is closed.`);
  const back =
    outcome === 'won'
      ? [
          moveBalance(world, {
            type: 'adjustment',
            category: 'dispute_reversal',
            amount: dispute.amount,
            fee: -disputeFee(dispute.currency),
            currency: dispute.currency,
            source: dispute.id,
            description: `Chargeback reversal for ${idOf(dispute.charge)}`,
          }),
        ]
      : [];
  const closed = change(
    world,
    'dispute',
    dispute,
    { status: outcome, balance_transactions: [...dispute.balance_transactions, ...back] },
    { event: 'charge.dispute.updated' },
  );
  if (outcome === 'won') world.emit('charge.dispute.funds_reinstated', closed);
  world.emit('charge.dispute.closed', closed);
  return closed;
}
