import type { AuditService } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { Buyer } from './checkout';
import type { DatabaseOrderStore, Order } from './orderStore';

/** Writes down what somebody sets out to buy, before Stripe hears of it. */
export async function keepOrder(
  { orders, audit }: { readonly orders: DatabaseOrderStore; readonly audit: AuditService },
  trx: Knex.Transaction,
  buyer: Buyer,
  order: Order,
): Promise<void> {
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
}
