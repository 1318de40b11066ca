import type { OrgId, PackId, Role } from '@netcrab/plugin-api/backend';
import { testClock } from '@netcrab/plugin-api/testing';
import { startTestPortal, type TestPortalOptions } from '@netcrab/backend/testing';
import {
  startTestSandbox,
  type StripeSandboxOptions,
  type TestSandbox,
} from '@netcrab/stripe-sandbox/testing';
import type { PacksService } from '@netcrab/plugin-pack-builder/contract';
import {
  billingRef,
  checkoutEndpoints,
  endpoints,
  ledgerEndpoints,
  paymentEndpoints,
  purchasedEndpoints,
  webhookEndpoints,
  type BuyableTier,
} from '../../contract';
import { createBillingPlugin } from '../plugin';
import { books } from './endState';
import { stubs } from './stubs';

/** A portal that sells, with a Stripe sandbox in the test's hands: it delivers its webhooks when told to. */
export async function startBuyingPortal(
  database: TestPortalOptions['database'],
  options: {
    readonly config?: Readonly<Record<string, unknown>>;
    readonly sandbox?: Partial<StripeSandboxOptions>;
    readonly at?: string;
    readonly host?: TestPortalOptions['host'];
    readonly contributions?: PacksService['contributions'];
    readonly joinable?: PacksService['joinable'];
  } = {},
) {
  let started: TestSandbox | undefined;
  const plugin = createBillingPlugin(
    async given =>
      (started = await startTestSandbox({ ...given, databaseFile: ':memory:', ...options.sandbox })),
  );
  const clock = testClock(options.at ?? '2026-11-14T10:00:00Z');
  const portal = await startTestPortal({
    database,
    plugins: [plugin],
    clock,
    config: { billing: options.config ?? {} },
    host: options.host ?? {},
    provide: stubs(options),
  });
  const as = (roles: Role[] = ['buyer_admin'], orgId = 'acme') => ({ as: { orgId, userId: 'ann', roles } });
  const admin = as(['platform_admin'], 'platform');
  const { database: db, scheduler } = portal.core;
  const checkout = (orgId = 'acme') => portal.client(checkoutEndpoints, as(['buyer_admin'], orgId));

  const sandbox = (): TestSandbox => {
    if (!started) throw new Error('Nothing has needed the sandbox yet');
    return started;
  };
  /** Delivers what is due and waits until the inbox is worked off. */
  async function settle() {
    await sandbox().deliver();
    await runJob('process-webhooks');
  }
  const runJob = async (id: string) => scheduler.settled(await scheduler.runNow(`billing.${id}`));

  return {
    portal,
    clock,
    db,
    sandbox,
    settle,
    runJob,
    service: portal.service(billingRef),
    checkout,
    purchased: (orgId = 'acme') => portal.client(purchasedEndpoints, as(['buyer_admin'], orgId)),
    subscriptions: (orgId = 'acme') => portal.client(endpoints, as(['buyer_admin'], orgId)),
    subscriptionReader: () => portal.client(endpoints, as(['buyer_viewer'])),
    payments: portal.client(paymentEndpoints, admin),
    ledger: portal.client(ledgerEndpoints, admin),
    inbox: portal.client(webhookEndpoints, admin),
    as,

    /** Moves the portal's time and Stripe's, which does what becomes due on the way. */
    async advance(ms: number) {
      clock.advance(ms);
      sandbox().advance(0);
    },
    async begin(tier: BuyableTier, packId = 'crm', more: readonly string[] = [], orgId = 'acme') {
      const { terms } = await checkout(orgId).purchaseOptions({ params: { packId } });
      const body = { tier, packIds: [...more], termsSha256: terms.sha256 };
      return checkout(orgId).createCheckoutSession({ params: { packId }, body });
    },
    sessionOf: async (orderId: string): Promise<string> => {
      const row = await db.knex('billing_orders').where({ id: orderId }).first('stripe_session_id');
      return row.stripe_session_id;
    },
    /** Buys and pays, webhooks and all. Answers the order's id, which is the subscription's too. */
    async buy(tier: BuyableTier, packId = 'crm', more: readonly string[] = [], orgId = 'acme') {
      const { orderId } = await this.begin(tier, packId, more, orgId);
      sandbox().payCheckout(await this.sessionOf(orderId));
      await settle();
      return orderId;
    },
    has: async (packId: string, orgId = 'acme') =>
      (await portal.service(billingRef).forPack(orgId as OrgId, packId as PackId)) !== null,
    books: () => books(db.knex),
    stop: () => portal.stop(),
  };
}

export type BuyingPortal = Awaited<ReturnType<typeof startBuyingPortal>>;
