import type { OrgId, PackId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type Stripe from 'stripe';
import type { DatabaseOrderStore, Order } from '../checkout/orderStore';
import { holdBuyer } from '../checkout/profiles';
import { idOf } from '../stripe/objects';
import { all } from '../stripe/pages';
import { counts } from './current';
import type { DatabaseSubscriptionStore, StoredSubscription } from './store';

/** The subscription that had packs of the order when its payment came; null for an order that opened something. */
export const coveredBy = ({ reference }: Order): string | null => reference.coveredBy ?? null;

interface Stores {
  readonly store: DatabaseSubscriptionStore;
  readonly orders: DatabaseOrderStore;
}

/** Another subscription that is paid for and opens one of the packs. */
async function coverOf(
  { store }: Stores,
  trx: Knex.Transaction,
  { orgId, packIds }: { readonly orgId: OrgId; readonly packIds: readonly PackId[] | null },
  now: number,
): Promise<StoredSubscription | undefined> {
  const held = (await store.ofOrg(orgId, now, trx)).filter(one => one.purchase && counts(one, now));
  return held.find(one => one.packIds?.some(id => packIds?.includes(id)));
}

/**
 * What a subscription is that Stripe told of: one whose packs the org paid for otherwise before its payment came opens
 * nothing, and its order says by which. That is decided once, when it is first heard of or begins to count again, while
 * other decisions about the org's purchases wait.
 */
export async function unlessCovered(
  stores: Stores,
  trx: Knex.Transaction,
  order: Order,
  known: StoredSubscription | null,
  next: StoredSubscription,
  now: number,
): Promise<StoredSubscription> {
  const refused: StoredSubscription = {
    ...next,
    status: 'canceled',
    endsAt: known?.endsAt ?? now,
    reason: 'Its packs were covered already: paid back in full',
  };
  if (coveredBy(order) !== null) return refused;
  // One whose grace was over comes back when a bank pays after all: as late as one that is first heard of.
  if ((known && counts(known, now)) || !counts(next, now)) return next;
  await holdBuyer(trx, order.orgId, order.mode, now);
  const cover = await coverOf(stores, trx, next, now);
  if (!cover) return next;
  await stores.orders.update(trx, { ...order, reference: { ...order.reference, coveredBy: cover.id } });
  return refused;
}

/** Gives back all that a covered subscription took, then ends it; done again after a crash, it is done once. */
export async function giveBack(
  stripe: Stripe,
  subscription: Stripe.Subscription,
  orderId: string,
): Promise<void> {
  if (subscription.status === 'canceled') return;
  const invoice = idOf(subscription.latest_invoice);
  const payments =
    invoice === null
      ? []
      : await all(
          stripe.invoicePayments.list({ invoice, expand: ['data.payment.payment_intent.latest_charge'] }),
        );
  for (const { payment } of payments) {
    const intent = payment.payment_intent;
    const charge = typeof intent === 'object' ? intent.latest_charge : null;
    if (typeof charge !== 'object' || !charge?.paid || charge.refunded || charge.disputed) continue;
    await stripe.refunds.create(
      { charge: charge.id, reason: 'duplicate', metadata: { netcrab_order: orderId } },
      { idempotencyKey: `covered:${charge.id}` },
    );
  }
  await stripe.subscriptions.cancel(subscription.id);
}
