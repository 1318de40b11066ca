import { ConflictError, UnavailableError } from '@netcrab/plugin-api/backend';
import type Stripe from 'stripe';
import { toMs } from '../stripe/objects';
import { isStripeDown, whileSomebodyWaits } from '../stripe/errors';
import { taxParams } from '../stripe/tax';
import type { Buyer, CheckoutDeps } from './checkout';
import type { Order } from './orderStore';

/** Where the buyer comes back to: a page that asks for the order, whatever the address says. */
const returnUrl = (baseUrl: string, orderId: string, outcome: 'return' | 'back') =>
  `${baseUrl}/app/marketplace/orders/${orderId}${outcome === 'back' ? '?checkout=left' : ''}`;

/**
 * Opens Stripe's checkout of an order that is kept; opened twice at the same time, it is the same checkout. When Stripe does not answer the order fails: nobody ever sees
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
  /** Whether the order goes by this session: nobody gave it up while it was being opened. */
  const keepSession = ({ id, url, expires_at }: Stripe.Checkout.Session) =>
    database.transaction(async trx => {
      const current = await orders.findForUpdate(trx, order.id);
      if (!current || current.sessionId === id) return current !== null;
      if (current.state !== 'pending') return false;
      const opened = { sessionId: id, checkoutUrl: url, expiresAt: toMs(expires_at) };
      await orders.update(trx, { ...current, ...opened, updatedAt: clock.now() });
      return true;
    });
  const fail = (message: string) =>
    database.transaction(async trx => {
      const current = await orders.findForUpdate(trx, order.id);
      if (current?.state !== 'pending' || current.sessionId !== null) return;
      await orders.update(trx, { ...current, state: 'failed', message, updatedAt: clock.now() });
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
            ...taxParams(access),
            customer,
            // The address that is given with the payment is what renewals are taxed by.
            ...(access.automaticTax && { customer_update: { address: 'auto' as const } }),
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
    if (!(await keepSession(session))) {
      await whileSomebodyWaits('Nothing was charged. Begin again.', async () =>
        (await access.client()).checkout.sessions.expire(session.id),
      );
      throw new ConflictError('This checkout was closed while it was being opened. Begin again.');
    }
    return { orderId: order.id, url: session.url };
  } catch (error) {
    const down = error instanceof UnavailableError || isStripeDown(error);
    const message = down
      ? 'The payment service did not answer. Nothing was charged.'
      : 'The checkout could not be opened. Nothing was charged.';
    await fail(message);
    throw error;
  }
}
