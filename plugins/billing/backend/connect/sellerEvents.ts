import type Stripe from 'stripe';
import type { Paying } from '../payouts/dryRun';
import { releaseWaiting } from '../payouts/payoutRuns';
import { transferChanged } from '../payouts/transferChanged';
import type { EventHandlers } from '../webhooks/eventHandlers';
import { detachAccount, noteBankPayment, refreshAccount, type Connecting } from './connect';

/** The events about sellers' accounts and transfers: each brings what it is about up to date. */
export function sellerEventHandlers(connecting: Connecting, paying: Paying): EventHandlers {
  type Handler = EventHandlers[string];
  const account: Handler = async ({ account: id, objectId }) => {
    const orgId = await refreshAccount(connecting, id ?? objectId);
    if (orgId === null) return 'ignored';
    await releaseWaiting(paying, orgId);
    return 'processed';
  };
  const transfer: Handler = async ({ objectId }) => {
    await transferChanged(paying, objectId);
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
