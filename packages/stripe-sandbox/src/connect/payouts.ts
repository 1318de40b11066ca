import type { Stripe } from 'stripe';
import { balanceOf, moveBalance } from '../billing/balance';
import { change, type World } from '../world';

const dayMs = 86_400_000;
const arrivalDays = 2;

/** Connected accounts are paid out the day after money arrived. */
export function schedulePayout(world: World, account: string): void {
  world.store.update('account', world.store.get('account', account), { dueAt: world.clock.now() + dayMs });
}

/** Sends what is available to the account's bank, one payout for each currency. */
export function payOut(world: World, account: Stripe.Account): Stripe.Payout[] {
  world.store.update('account', account, { dueAt: null });
  if (!account.payouts_enabled) return [];
  return balanceOf(world, account.id)
    .available.filter(({ amount }) => amount > 0)
    .map(({ amount, currency }) => send(world, account.id, amount, currency));
}

function send(world: World, account: string, amount: number, currency: string): Stripe.Payout {
  const id = world.newId('po');
  const arrival = world.clock.seconds() + (arrivalDays * dayMs) / 1000;
  const transaction = moveBalance(world, {
    type: 'payout',
    category: 'payout',
    amount: -amount,
    currency,
    source: id,
    description: 'STRIPE PAYOUT',
    account,
  });
  const payout = world.store.insert(
    'payout',
    {
      id,
      object: 'payout',
      amount,
      application_fee: null,
      application_fee_amount: null,
      arrival_date: arrival,
      automatic: true,
      balance_transaction: transaction.id,
      created: world.clock.seconds(),
      currency,
      description: 'STRIPE PAYOUT',
      destination: null,
      failure_balance_transaction: null,
      failure_code: null,
      failure_message: null,
      livemode: false,
      metadata: {},
      method: 'standard',
      original_payout: null,
      payout_method: null,
      reconciliation_status: 'in_progress',
      reversed_by: null,
      source_type: 'card',
      statement_descriptor: null,
      status: 'in_transit',
      trace_id: null,
      type: 'bank_account',
    },
    { account, dueAt: arrival * 1000 },
  );
  world.emit('payout.created', payout, { account });
  return payout;
}

/** The bank takes a payout, or refuses it and the money is back in the balance. */
export function arrive(world: World, payout: Stripe.Payout): Stripe.Payout {
  const account = world.store.accountOf(payout.id);
  const { payoutFails } = world.store.internal('account', account);
  if (!payoutFails) {
    return change(
      world,
      'payout',
      payout,
      { status: 'paid', reconciliation_status: 'completed' },
      { event: 'payout.paid', account, dueAt: null },
    );
  }
  world.store.update('account', world.store.get('account', account), { internal: { payoutFails: false } });
  const transaction = moveBalance(world, {
    type: 'payout_failure',
    category: 'payout_reversal',
    amount: payout.amount,
    currency: payout.currency,
    source: payout.id,
    description: 'PAYOUT FAILURE',
    account,
  });
  schedulePayout(world, account);
  return change(
    world,
    'payout',
    payout,
    {
      status: 'failed',
      failure_balance_transaction: transaction.id,
      failure_code: 'account_closed',
      failure_message: 'The bank account has been closed.',
    },
    { event: 'payout.failed', account, dueAt: null },
  );
}
