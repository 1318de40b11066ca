import type Stripe from 'stripe';
import type { Settling } from '../payouts/settlePayout';
import { transferChanged } from '../payouts/transferChanged';
import type { EventHandlers } from '../webhooks/eventHandlers';
import { detachAccount, noteBankPayment, refreshAccount, type Connecting } from './connect';

/** The events about sellers' accounts and transfers: each brings what it is about up to date. */
export function sellerEventHandlers(connecting: Connecting, settling: Settling): EventHandlers {
  type Handler = EventHandlers[string];
  const account: Handler = async ({ account: id, objectId }) => {
    await refreshAccount(connecting, id ?? objectId);
    return 'processed';
  };
  const transfer: Handler = async ({ objectId }) => {
    await transferChanged(settling, objectId);
    return 'processed';
  };
  const bank: Handler = async ({ account: id, objectId }) => {
    if (id === null) return 'ignored';
    const client = await connecting.stripe.client();
    const { data } = await client.payouts.list({ limit: 100 }, { stripeAccount: id });
    const found: Stripe.Payout | undefined = data.find(payout => payout.id === objectId);
    // A later one says more than an earlier: only the newest counts.
    if (!found || data[0]?.id !== objectId) return 'ignored';
    const failed = found.status === 'failed';
    await noteBankPayment(connecting, id, failed ? (found.failure_message ?? 'The bank refused it') : null);
    return 'processed';
  };
  return {
    'account.updated': account,
    'capability.updated': account,
    async 'account.application.deauthorized'({ account: id }) {
      if (id === null) return 'ignored';
      await detachAccount(connecting, id);
      return 'processed';
    },
    'payout.paid': bank,
    'payout.failed': bank,
    'transfer.created': transfer,
    'transfer.reversed': transfer,
    'transfer.updated': transfer,
  };
}
