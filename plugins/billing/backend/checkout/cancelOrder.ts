import type { Clock, DatabaseService } from '@netcrab/plugin-api/backend';
import type { StripeAccess } from '../stripe/access';
import type { Converge } from '../webhooks/converge';
import type { DatabaseOrderStore, Order } from './orderStore';

export interface OrderClosing {
  readonly database: DatabaseService;
  readonly orders: DatabaseOrderStore;
  readonly clock: Clock;
  readonly access: StripeAccess;
  readonly converge: Converge;
}

/** Closes the checkout of an order that nobody paid; one that was paid meanwhile stays paid. */
export async function cancelOrder(
  { database, orders, clock, access, converge }: OrderClosing,
  order: Order,
): Promise<Order> {
  const current = await database.transaction(async trx => {
    const found = await orders.findForUpdate(trx, order.id);
    if (found?.state !== 'pending' || found.canceledAt !== null) return found;
    const now = clock.now();
    // Without a session there is nothing to pay.
    const state = found.sessionId === null ? 'canceled' : found.state;
    const canceled: Order = { ...found, state, canceledAt: now, updatedAt: now };
    await orders.update(trx, canceled);
    return canceled;
  });
  const sessionId = current?.sessionId ?? null;
  if (sessionId === null || current?.state !== 'pending') return current ?? order;
  const stripe = await access.client();
  const session = await stripe.checkout.sessions.retrieve(sessionId);
  if (session.status === 'open') await stripe.checkout.sessions.expire(sessionId);
  return (await converge.session(sessionId)) ?? current;
}
