import type { PackId, UserId } from '@netcrab/plugin-api/backend';
import { InvalidRequestError } from '@netcrab/plugin-api/backend';
import type Stripe from 'stripe';
import { isCurrency, type OneTimePurchase } from '../../contract';
import type { CheckoutDeps } from './checkout';
import { keepOrder } from './keepOrder';
import { newOrder, type Order } from './orderStore';
import { openSession } from './openSession';

/** The order of a sale that another plugin made: paid once, in Stripe's payment mode. */
export async function beginPurchase(
  deps: CheckoutDeps,
  purchase: OneTimePurchase,
): Promise<{ readonly orderId: string; readonly url: string }> {
  // Begun twice at the same time: the second finds what the first made.
  return begin(deps, purchase).catch((error: unknown) => {
    if (deps.database.isUniqueViolation(error)) return begin(deps, purchase);
    throw error;
  });
}

async function begin(
  deps: CheckoutDeps,
  { id, orgId, userId, title, price, product, returnPath, reference }: OneTimePurchase,
): Promise<{ readonly orderId: string; readonly url: string }> {
  const { app, database, orders, ids, clock, access, identity } = deps;
  const member = (await identity.members(orgId)).find(one => one.userId === userId);
  const buyer = { userId: userId as UserId, orgId, name: member?.name ?? userId, email: member?.email ?? '' };
  const currency = price.currency.toLowerCase();
  if (price.minor <= 0n || !isCurrency(currency))
    throw new InvalidRequestError('A purchase has a price above zero in a known currency.');
  const known = await orders.findByPurchase(id);
  if (known?.checkoutUrl) return { orderId: known.id, url: known.checkoutUrl };
  if (known?.state === 'paid') return { orderId: known.id, url: app.baseUrl + known.returnPath };
  if (known?.state === 'pending' && known.sessionId !== null) {
    // The bank takes its time: another order could be paid too.
    return { orderId: known.id, url: `${app.baseUrl}/app/marketplace/orders/${known.id}` };
  }
  if (known?.state === 'pending') return openSession(deps, buyer, known, paidOnce(known));
  // One that came to nothing makes room for another try.
  if (known) await database.transaction(trx => orders.update(trx, { ...known, purchaseId: null }));
  const order = newOrder(
    {
      id: ids.uuid(),
      mode: access.mode,
      orgId,
      userId: buyer.userId,
      kind: 'purchase',
      title,
      tier: null,
      packIds: [product as PackId],
      currency,
      amount: price.minor,
      purchaseId: id,
      reference,
      returnPath,
    },
    clock.now(),
  );
  await database.transaction(trx => keepOrder(deps, trx, buyer, order));
  return openSession(deps, buyer, order, paidOnce(order));
}

const paidOnce =
  ({ id, currency, amount, title }: Order) =>
  async (): Promise<Partial<Stripe.Checkout.SessionCreateParams>> => ({
    mode: 'payment',
    line_items: [
      {
        price_data: {
          currency,
          unit_amount: Number(amount),
          tax_behavior: 'exclusive',
          product_data: { name: title },
        },
        quantity: 1,
      },
    ],
    payment_intent_data: { metadata: { netcrab_order: id } },
  });
