import type { Stripe } from 'stripe';
import { change, type World } from '../world';
import { moveBalance } from './balance';
import { newCharge } from './charges';
import { processingFee } from './currencies';
import { billingDetailsOf, outcomeOf } from './paymentMethods';

export interface PaymentRequest {
  readonly amount: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly method: Stripe.PaymentMethod | undefined;
  readonly description: string | null;
  readonly metadata?: Record<string, string>;
  readonly transferGroup?: string | null;
  readonly receiptEmail?: string | null;
  readonly statementDescriptor?: string | null;
  /** The buyer is here and answered the bank's question. */
  readonly authenticated?: boolean;
  /** A bank debit: succeeds or fails days later. */
  readonly kind?: 'card' | 'us_bank_account';
}

export type PaymentResult = { readonly paid: boolean; readonly intent: Stripe.PaymentIntent };

/** Makes a payment intent and charges it at once. */
export function pay(world: World, request: PaymentRequest): PaymentResult {
  const intent = createIntent(world, request);
  return chargeIntent(world, intent, request);
}

export function createIntent(world: World, request: PaymentRequest): Stripe.PaymentIntent {
  const id = world.newId('pi');
  const { kind = 'card', method } = request;
  const intent = world.store.insert('payment_intent', {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: request.amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic',
    client_secret: `${id}_secret_${world.newId('s').slice(2)}`,
    confirmation_method: 'automatic',
    created: world.clock.seconds(),
    currency: request.currency,
    customer: request.customer,
    customer_account: null,
    description: request.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: request.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: method?.id ?? null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: [kind],
    payment_record: null,
    processing: null,
    receipt_email: request.receiptEmail ?? null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: request.statementDescriptor ?? null,
    statement_descriptor_suffix: null,
    status: kind === 'card' ? 'requires_confirmation' : 'processing',
    transfer_group: request.transferGroup ?? null,
  });
  world.emit('payment_intent.created', intent);
  return intent;
}

/** Charges an intent: the end of it, or one more attempt. */
export function chargeIntent(
  world: World,
  intent: Stripe.PaymentIntent,
  { method, authenticated = false }: Pick<PaymentRequest, 'authenticated' | 'method'>,
  outcome = outcomeOf(method),
): PaymentResult {
  const succeeds = outcome === 'paid' || (outcome === 'authentication_required' && authenticated);
  const charge = recordCharge(world, intent, method, succeeds ? undefined : refusals[outcome]);
  world.emit(succeeds ? 'charge.succeeded' : 'charge.failed', charge);
  if (succeeds) {
    const paid = change(
      world,
      'payment_intent',
      intent,
      {
        status: 'succeeded',
        amount_received: intent.amount,
        latest_charge: charge.id,
        last_payment_error: null,
        payment_method: method?.id ?? null,
      },
      { event: 'payment_intent.succeeded' },
    );
    return { paid: true, intent: paid };
  }
  const { code, message } = refusals[outcome];
  const failed = change(
    world,
    'payment_intent',
    intent,
    {
      status: 'requires_payment_method',
      latest_charge: charge.id,
      last_payment_error: {
        type: 'card_error',
        code,
        decline_code: code === 'card_declined' ? 'generic_decline' : undefined,
        message,
        charge: charge.id,
      },
    },
    { event: 'payment_intent.payment_failed' },
  );
  return { paid: false, intent: failed };
}

const declined = { code: 'card_declined', message: 'Your card was declined.' } as const;
const refusals = {
  paid: declined,
  declined,
  authentication_required: {
    code: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
  },
} as const;

function recordCharge(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod | undefined,
  refusal: { code: string; message: string } | undefined,
): Stripe.Charge {
  const { amount, currency } = intent;
  const id = world.newId('ch');
  const customer =
    typeof intent.customer === 'string' ? world.store.find('customer', intent.customer) : undefined;
  const transaction = refusal
    ? undefined
    : moveBalance(world, {
        type: 'charge',
        category: 'charge',
        amount,
        fee: processingFee(amount, currency),
        currency,
        source: id,
        description: intent.description ?? 'Payment',
        pending: true,
      });
  return world.store.insert('charge', {
    ...newCharge(world, id, amount, currency),
    amount_captured: refusal ? 0 : amount,
    balance_transaction: transaction?.id ?? null,
    billing_details: billingDetailsOf(customer),
    captured: !refusal,
    customer: intent.customer,
    description: intent.description,
    failure_code: refusal?.code ?? null,
    failure_message: refusal?.message ?? null,
    metadata: intent.metadata,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: refusal ? 'declined_by_network' : 'approved_by_network',
      reason: refusal ? 'generic_decline' : null,
      seller_message: refusal
        ? 'The bank did not return any further details with this decline.'
        : 'Payment complete.',
      type: refusal ? 'issuer_declined' : 'authorized',
    },
    paid: !refusal,
    payment_intent: intent.id,
    payment_method: method?.id ?? null,
    payment_method_details: { type: intent.payment_method_types[0] ?? 'card' },
    receipt_email: intent.receipt_email,
    receipt_url: refusal ? null : world.pageUrl(`/receipts/${id}`),
    statement_descriptor: intent.statement_descriptor,
    status: refusal ? 'failed' : 'succeeded',
    transfer_group: intent.transfer_group,
  });
}
