import type {
  AppConfig,
  AuditService,
  Clock,
  DatabaseService,
  EventsService,
  Ids,
  LimitsService,
  Logger,
  PackId,
  SchedulerService,
  SecretsService,
} from '@netcrab/plugin-api/backend';
import type { IdentityService } from '@netcrab/plugin-identity/contract';
import type { PacksService } from '@netcrab/plugin-pack-builder/contract';
import type { CheckoutDeps } from './checkout/checkout';
import { DatabaseOrderStore } from './checkout/orderStore';
import { createPrices } from './checkout/prices';
import { createBillingProfiles } from './checkout/profiles';
import type { BillingConfig } from './config';
import type { Ledger } from './ledger/ledger';
import type { PaymentHandlerDeps } from './ledger/payments/handlers';
import { DatabaseReturnStore } from './ledger/payments/returnStore';
import { DatabasePaymentStore } from './ledger/payments/store';
import { firstOpenMonth } from './revenue/closedMonths';
import { keepMonthsOpen } from './revenue/monthLock';
import { monthOf } from './revenue/months';
import { createRecognise } from './revenue/recognise';
import type { StripeAccess } from './stripe/access';
import type { SubscriptionChanges } from './subscriptions/change';
import type { PurchasedDeps } from './subscriptions/purchased';
import { createTierChanges } from './subscriptions/tierChanges';
import { createConverge, type ConvergenceDeps } from './webhooks/converge';
import { buyingEventHandlers, type EventHandlers } from './webhooks/eventHandlers';
import { DatabaseInboxStore } from './webhooks/inboxStore';
import { createIntake } from './webhooks/intake';
import { createLooks } from './webhooks/looks';
import { createPoller } from './webhooks/poller';
import { createWebhookReceiver } from './webhooks/receive';
import { createWebhookWorker } from './webhooks/worker';

const dayMs = 86_400_000;

export interface BuyingServices {
  readonly config: BillingConfig;
  readonly app: AppConfig;
  readonly access: StripeAccess;
  readonly database: DatabaseService;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditService;
  readonly events: EventsService;
  readonly secrets: SecretsService;
  readonly limits: LimitsService;
  readonly logger: Logger;
  readonly identity: IdentityService;
  readonly packs: PacksService | undefined;
  readonly ledger: Ledger;
  readonly subscriptions: SubscriptionChanges & Pick<PurchasedDeps, 'store'>;
  readonly titleOf: (packId: PackId) => string;
  /** Of sellers' accounts and payouts. */
  readonly otherEvents: EventHandlers;
}

/** What buying is made of: orders, subscriptions and payments that follow Stripe, and the inbox that tells of it. */
export function createBuying(services: BuyingServices) {
  const { config, access, database, clock, ids, packs, ledger, subscriptions, logger, audit, limits } =
    services;
  const { mode } = access;
  const orders = new DatabaseOrderStore(database);
  const prices = createPrices({ database, clock, ids, mode });
  const convergence: ConvergenceDeps = {
    ...subscriptions,
    orders,
    prices,
    ledger,
    mode,
    looks: createLooks(database),
    tierChanges: createTierChanges(clock),
    graceMs: config.graceDays * dayMs,
    payments: new DatabasePaymentStore(database),
    returns: new DatabaseReturnStore(database),
    recognise: createRecognise(database),
    stripe: access.client,
    async effectiveAt(trx, happenedAt) {
      await keepMonthsOpen(trx, database.dialect);
      const openFrom = await firstOpenMonth(trx);
      return openFrom === null || monthOf(happenedAt) >= openFrom ? happenedAt : clock.now();
    },
  };
  const converge = createConverge(convergence);
  const inbox = new DatabaseInboxStore(database, mode);
  const handlers = (): EventHandlers => ({
    ...buyingEventHandlers(converge.together(), access),
    ...services.otherEvents,
  });
  const intake = createIntake(inbox);
  const worker = createWebhookWorker({ inbox, handlers, intake, clock, logger });
  const { store } = subscriptions;
  const types = new Set(Object.keys(handlers()));
  const poller = createPoller({ access, inbox, orders, store, worker, converge, clock, types });
  const receiver = createWebhookReceiver({ access, intake, audit, clock, limits, types, wake: worker.wake });
  const checkout: CheckoutDeps = {
    ...services,
    ...convergence,
    converge,
    store,
    profiles: createBillingProfiles({ ...services, mode }),
  };
  const purchased: PurchasedDeps = { ...services, ...convergence, converge, packs };
  const payments: PaymentHandlerDeps = { ...services, ...convergence, converge };
  return { checkout, purchased, payments, inbox, worker, poller, receiver, converge };
}

export type Buying = ReturnType<typeof createBuying>;

/** Jobs behind the webhooks: what failed is tried again, what was never told is asked for. */
export function scheduleBuying(scheduler: SchedulerService, { worker, poller }: Buying): void {
  scheduler.schedule({
    id: 'process-webhooks',
    title: 'Process the webhook inbox',
    cron: '* * * * *',
    timeoutMs: 10 * 60_000,
    async run() {
      const { processed, failed } = await worker.drain();
      if (failed > 0)
        throw new Error(`${failed} of ${processed + failed} events failed; see the webhook inbox`);
      return { processed };
    },
  });
  scheduler.schedule({
    id: 'poll-stripe',
    title: 'Ask Stripe for what no webhook told',
    cron: '*/15 * * * *',
    timeoutMs: 10 * 60_000,
    run: () => poller.poll(),
  });
}
