import type { Clock } from '@netcrab/plugin-api/backend';
import type Stripe from 'stripe';
import type { DatabaseOrderStore } from '../checkout/orderStore';
import type { StripeAccess } from '../stripe/access';
import { toMs } from '../stripe/objects';
import type { DatabaseSubscriptionStore } from '../subscriptions/store';
import type { Converge } from './converge';
import type { DatabaseInboxStore, NewEvent } from './inboxStore';
import { newEvent } from './newEvent';
import type { WebhookWorker } from './worker';

/** Listed again, since Stripe's events appear in the list a little after they happen. */
const overlapMs = 3_600_000;
/** Stripe keeps events for so long. */
const keptMs = 30 * 86_400_000;
/** An order is asked about when it has been pending and unasked for so long. */
const orderPatienceMs = 5 * 60_000;
/** A renewal is expected within so much of its period's end. */
const renewalPatienceMs = 2 * 3_600_000;
const mostAtOnce = 100;

export interface PollResult {
  readonly found: number;
  readonly orders: number;
  readonly subscriptions: number;
}

export interface PollerDeps {
  readonly access: StripeAccess;
  readonly inbox: DatabaseInboxStore;
  readonly orders: DatabaseOrderStore;
  readonly store: DatabaseSubscriptionStore;
  readonly worker: WebhookWorker;
  readonly converge: Converge;
  readonly clock: Clock;
  /** Types that are handled; others need not be kept. */
  readonly types: ReadonlySet<string>;
}

/** Asks Stripe for what no webhook told: events that were dropped, open orders, renewals that never came. */
export function createPoller(deps: PollerDeps): { poll(): Promise<PollResult> } {
  const { access, inbox, orders, store, worker, converge, clock, types } = deps;

  async function missedEvents(stripe: Stripe): Promise<number> {
    const now = clock.now();
    const since = Math.max((await inbox.listedUntil()) ?? 0, now - keptMs) - overlapMs;
    let newest = since;
    let found = 0;
    let page: NewEvent[] = [];
    const keep = async () => {
      found += (await inbox.keep(page)).size;
      page = [];
    };
    const created = { gte: Math.max(0, Math.floor(since / 1000)) };
    for await (const event of stripe.events.list({ created, limit: 100 })) {
      newest = Math.max(newest, toMs(event.created));
      if (!types.has(event.type)) continue;
      page.push(
        newEvent(event, { mode: access.mode, endpoint: 'platform', source: 'poller', receivedAt: now }),
      );
      if (page.length === mostAtOnce) await keep();
    }
    await keep();
    // Stripe's clock, which may not be ours, dates its events.
    await inbox.setListedUntil(newest);
    return found;
  }

  return {
    async poll() {
      if (!access.hasBegun()) return { found: 0, orders: 0, subscriptions: 0 };
      const found = await missedEvents(await access.client());
      await worker.drain();
      const now = clock.now();
      await orders.expireUnopened(access.mode, now - orderPatienceMs, now);
      const open = await orders.unchecked(access.mode, now - orderPatienceMs, mostAtOnce);
      for (const { sessionId } of open) if (sessionId !== null) await converge.session(sessionId);
      const silent = await store.unrenewed(access.mode, now - renewalPatienceMs, mostAtOnce);
      for (const id of silent) await converge.subscription(id);
      return { found, orders: open.length, subscriptions: silent.length };
    },
  };
}
