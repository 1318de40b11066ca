import { asId, core, createBackendPlugin, optional, type PackId } from '@netcrab/plugin-api/backend';
import { identityRef, orgClosed } from '@netcrab/plugin-identity/contract';
import { packsRef } from '@netcrab/plugin-pack-builder/contract';
import {
  billingRef,
  checkoutEndpoints,
  earningPermissions,
  endpoints,
  ledgerEndpoints,
  paymentEndpoints,
  permissions,
  purchasedEndpoints,
  webhookEndpoints,
  type BillingService,
  type BillingTestClock,
} from '../contract';
import { migrations } from '../migrations';
import { createBuying, scheduleBuying } from './buying';
import { checkoutHandlers } from './checkout/handlers';
import { beginPurchase } from './checkout/purchase';
import { billingConfig } from './config';
import { createEarning } from './earning';
import { ledgerHandlers } from './ledger/handlers';
import { createLedger } from './ledger/ledger';
import { paymentHandlers } from './ledger/payments/handlers';
import { createStripeAccess, type StartSandbox } from './stripe/access';
import { createHeldClock, createTestClock } from './stripe/testClock';
import type { Administration } from './subscriptions/administration';
import { cancelAtStripe } from './subscriptions/cancelAtStripe';
import { endSubscriptionsOfOrg, grantSubscription } from './subscriptions/change';
import { currentSubscriptions } from './subscriptions/current';
import { subscriptionHandlers } from './subscriptions/handlers';
import { purchasedHandlers } from './subscriptions/purchasedHandlers';
import { DatabaseSubscriptionStore } from './subscriptions/store';
import { webhookHandlers } from './webhooks/handlers';

/** @param startSandbox another way to the Stripe sandbox, for tests that hold it in their hands */
export const createBillingPlugin = (startSandbox?: StartSandbox) =>
  createBackendPlugin({
    id: 'billing',
    config: billingConfig,
    needs: {
      app: core.app,
      http: core.http,
      logger: core.logger,
      database: core.database,
      clock: core.clock,
      ids: core.ids,
      audit: core.audit,
      events: core.events,
      secrets: core.secrets,
      limits: core.limits,
      scheduler: core.scheduler,
      lifecycle: core.lifecycle,
      identity: identityRef,
      packs: optional(packsRef),
    },
    provides: billingRef,
    permissions: [...permissions, ...earningPermissions],
    migrations,
    commands: [
      {
        name: 'stripe-check',
        summary: 'look at a Stripe account for what the portal needs',
        // It makes the secrets without which the configuration is refused.
        beforeConfig: true,
        load: () => import('./stripe/check/stripeCheckCommand'),
      },
    ],
    start({ http, scheduler, lifecycle, clock: portal, ...rest }) {
      const clock = createHeldClock(portal);
      const services = { ...rest, clock };
      const { config, database, ids, events, packs } = services;
      const store = new DatabaseSubscriptionStore(database);
      const current = currentSubscriptions(orgId => store.ofOrg(orgId, clock.now()), clock);
      const titleOf = (packId: PackId) => packs?.get(packId)?.definition.metadata.title ?? packId;
      const allPacks = () => packs?.list().map(pack => pack.packId) ?? [];
      const access = createStripeAccess({
        ...services,
        config: config.stripe,
        ...(startSandbox && { startSandbox }),
      });
      const admin: Administration = {
        ...services,
        store,
        cancelAtStripe: cancelAtStripe(access),
        titleOf,
        packExists: packs ? packId => packs.get(packId) !== null : null,
        changed: current.forget,
      };
      const ledger = createLedger({ clock, ids });
      const earning = createEarning({ ...services, access, ledger, scheduler, titleOf });
      const buying = createBuying({
        ...services,
        access,
        ledger,
        titleOf,
        subscriptions: admin,
        otherEvents: earning.eventHandlers,
      });
      scheduleBuying(scheduler, buying);
      earning.schedule();
      lifecycle.onStop(async () => {
        await buying.worker.settled();
        await access.close();
      });

      http.serve(endpoints, subscriptionHandlers(admin, allPacks));
      http.serve(checkoutEndpoints, checkoutHandlers(buying.checkout));
      http.serve(purchasedEndpoints, purchasedHandlers(buying.purchased, titleOf));
      http.serve(webhookEndpoints, webhookHandlers({ ...services, ...buying }));
      http.serve(ledgerEndpoints, ledgerHandlers({ ...services, ledger }));
      http.serve(paymentEndpoints, paymentHandlers(buying.payments));
      earning.serve(http);

      events.subscribe(orgClosed, 'end-subscriptions', ({ orgId }) =>
        endSubscriptionsOfOrg(admin, asId(orgId), {
          actor: { kind: 'system', id: 'billing' },
          reason: 'The organisation was closed',
        }),
      );

      const service: BillingService & { readonly testClock: BillingTestClock } = {
        forPack: current.forPack,
        list: current.list,
        grant: ({ reason, actor, ...grant }) =>
          grantSubscription(admin, grant, { reason, actor: { kind: 'system', id: actor } }),
        purchase: purchase => beginPurchase(buying.checkout, purchase),
        testClock: createTestClock({ clock, portal, access, worker: buying.worker }),
      };
      return service;
    },
  });

export default createBillingPlugin();
