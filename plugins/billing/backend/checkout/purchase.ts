import type { PackId, UserId } from '@netcrab/plugin-api/backend';
import { InvalidRequestError } from '@netcrab/plugin-api/backend';
import { isCurrency, type OneTimePurchase } from '../../contract';
import type { CheckoutDeps } from './checkout';
import type { Order } from './orderStore';
import { openSession } from './openSession';

/** The order of a sale that another plugin made: paid once, in Stripe's payment mode. */
export async function beginPurchase(
  deps: CheckoutDeps,
  { id, orgId, userId, title, price, product, returnPath, reference }: OneTimePurchase,
): Promise<{ readonly orderId: string; readonly url: string }> {
  const { app, database, orders, ids, clock, access, identity } = deps;
  const currency = price.currency.toLowerCase();
  if (price.minor <= 0n || !isCurrency(currency))
    throw new InvalidRequestError('A purchase has a price above zero in a known currency.');
  const known = await orders.findByPurchase(id);
  if (known?.checkoutUrl) return { orderId: known.id, url: known.checkoutUrl };
  if (known?.state === 'paid') return { orderId: known.id, url: app.baseUrl + known.returnPath };
  // One that came to nothing makes room for another try.
  if (known) await database.transaction(trx => orders.update(trx, { ...known, purchaseId: null }));
  const member = (await identity.members(orgId)).find(one => one.userId === userId);
  const now = clock.now();
  const order: Order = {
    id: ids.uuid(),
    mode: access.mode,
    orgId,
    userId: userId as UserId,
    kind: 'purchase',
    state: 'pending',
    message: null,
    title,
    tier: null,
    packIds: [product as PackId],
    currency,
    amount: price.minor,
    purchaseId: id,
    reference,
    returnPath,
    termsSha256: null,
    termsAcceptedAt: null,
    sessionId: null,
    checkoutUrl: null,
    stripeSubscriptionId: null,
    canceledAt: null,
    checkedAt: null,
    expiresAt: null,
    createdAt: now,
    updatedAt: now,
  };
  const buyer = { userId, orgId, name: member?.name ?? userId, email: member?.email ?? '' };
  return openSession(deps, buyer, order, async () => ({
    mode: 'payment',
    line_items: [
      {
        price_data: { currency, unit_amount: Number(price.minor), product_data: { name: title } },
        quantity: 1,
      },
    ],
    payment_intent_data: { metadata: { netcrab_order: order.id } },
  }));
}
