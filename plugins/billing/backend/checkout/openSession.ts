import { UnavailableError } from '@netcrab/plugin-api/backend';
import type Stripe from 'stripe';
import { toMs } from '../stripe/objects';
import { isStripeDown, whileSomebodyWaits } from '../stripe/errors';
import type { Buyer, CheckoutDeps } from './checkout';
import type { Order } from './orderStore';

/** Where the buyer comes back to: a page that asks for the order, whatever the address says. */
const returnUrl = (baseUrl: string, orderId: string, outcome: 'return' | 'back') =>
  `${baseUrl}/app/marketplace/orders/${orderId}${outcome === 'back' ? '?checkout=left' : ''}`;

async function keep({ database, orders, audit }: CheckoutDeps, buyer: Buyer, order: Order): Promise<void> {
  await database.transaction(async trx => {
    await orders.insert(trx, order);
    await audit.record(
      {
        action: 'order.created',
        actor: { kind: 'user', id: buyer.userId, name: buyer.name },
        orgId: order.orgId,
        target: { type: 'order', id: order.id, name: order.title },
        after: {
          tier: order.tier,
          packIds: order.packIds,
          amount: String(order.amount),
          currency: order.currency,
          termsSha256: order.termsSha256,
        },
      },
      trx,
    );
  });
}

/**
 * Keeps the order, then opens Stripe's checkout for it. When Stripe does not answer the order fails: nobody ever sees
 * the address of a session that it may have made all the same, so that it cannot be paid.
 * @throws UnavailableError
 */
export async function openSession(
  deps: CheckoutDeps,
  buyer: Buyer,
  order: Order,
  what: (stripe: Stripe) => Promise<Partial<Stripe.Checkout.SessionCreateParams>>,
): Promise<{ readonly orderId: string; readonly url: string }> {
  const { app, access, orders, database, profiles, identity, clock } = deps;
  await keep(deps, buyer, order);
  const change = (next: Partial<Order>) =>
    database.transaction(async trx => {
      const current = await orders.findForUpdate(trx, order.id);
      if (current) await orders.update(trx, { ...current, ...next, updatedAt: clock.now() });
    });
  try {
    const session = await whileSomebodyWaits(
      'Nothing was charged, and your choice is kept: try again in a minute.',
      async () => {
        const stripe = await access.client();
        const org = await identity.org(order.orgId);
        const name = org?.name ?? order.orgId;
        const customer = await profiles.ensureCustomer(stripe, { id: order.orgId, name }, buyer.email);
        return stripe.checkout.sessions.create(
          {
            ...(await what(stripe)),
            customer,
            client_reference_id: order.id,
            metadata: { netcrab_order: order.id },
            success_url: returnUrl(app.baseUrl, order.id, 'return'),
            cancel_url: returnUrl(app.baseUrl, order.id, 'back'),
          },
          { idempotencyKey: `order:${order.id}` },
        );
      },
    );
    if (session.url === null) throw new UnavailableError('Stripe gave no checkout page. Try again.');
    await change({ sessionId: session.id, checkoutUrl: session.url, expiresAt: toMs(session.expires_at) });
    return { orderId: order.id, url: session.url };
  } catch (error) {
    const down = error instanceof UnavailableError || isStripeDown(error);
    const message = down
      ? 'The payment service did not answer. Nothing was charged.'
      : 'The checkout could not be opened. Nothing was charged.';
    await change({ state: 'failed', message });
    throw error;
  }
}
