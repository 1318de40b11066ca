import type { Stripe } from 'stripe';
import { invalidRequest } from '../api/errors';
import { type World } from '../world';

/** Days until what a card payment brought can be paid out. */
const settlementDays = 2;

interface Movement {
  readonly type: Stripe.BalanceTransaction['type'];
  readonly category: string;
  readonly amount: number;
  readonly fee?: number;
  readonly currency: string;
  readonly source: string;
  readonly description: string;
  /** Whose balance; empty for the platform's. */
  readonly account?: string;
  /** Waits for the payment to settle. */
  readonly pending?: boolean;
}

/** Records a change of a balance. */
export function moveBalance(world: World, movement: Movement): Stripe.BalanceTransaction {
  const { type, category, amount, fee = 0, currency, source, description, account, pending } = movement;
  const created = world.clock.seconds();
  const availableOn = pending ? created + settlementDays * 86_400 : created;
  world.balances.add(account ?? '', currency, availableOn, amount - fee);
  return world.store.insert(
    'balance_transaction',
    {
      id: world.newId('txn'),
      object: 'balance_transaction',
      amount,
      available_on: availableOn,
      balance_type: 'payments',
      created,
      currency,
      description,
      exchange_rate: null,
      fee,
      fee_details:
        fee === 0
          ? []
          : [
              {
                amount: fee,
                application: null,
                currency,
                description: 'Stripe processing fees',
                type: 'stripe_fee',
              },
            ],
      net: amount - fee,
      reporting_category: category,
      source,
      status: pending ? 'pending' : 'available',
      type,
    },
    { account },
  );
}

/** A balance transaction as it is by now: what was pending becomes available with time. */
export function settled(world: World, transaction: Stripe.BalanceTransaction): Stripe.BalanceTransaction {
  return {
    ...transaction,
    status: transaction.available_on <= world.clock.seconds() ? 'available' : 'pending',
  };
}

export function balanceOf(world: World, account = ''): Stripe.Balance {
  const sums = world.balances.read(account, world.clock.seconds());
  const currencies = sums.length === 0 ? [{ currency: 'usd', available: 0, pending: 0 }] : sums;
  const listed = (which: 'available' | 'pending') =>
    currencies.map(sum => ({
      amount: sum[which],
      currency: sum.currency,
      source_types: { card: sum[which] },
    }));
  return { object: 'balance', available: listed('available'), livemode: false, pending: listed('pending') };
}

/** @throws StripeFailure `balance_insufficient`. */
export function requireAvailable(world: World, amount: number, currency: string, account = ''): void {
  const available =
    balanceOf(world, account).available.find(entry => entry.currency === currency)?.amount ?? 0;
  if (available >= amount) return;
  throw invalidRequest(
    'You have insufficient available funds in your Stripe account. One likely reason you have insufficient funds is that your funds are automatically being paid out; try enabling manual payouts.',
    { code: 'balance_insufficient' },
  );
}
