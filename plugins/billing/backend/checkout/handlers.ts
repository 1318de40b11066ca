import {
  ForbiddenError,
  NotFoundError,
  type Handlers,
  type Principal,
  type RequestContext,
} from '@netcrab/plugin-api/backend';
import { toMoneyView, type checkoutEndpoints, type OrderView } from '../../contract';
import { whileSomebodyWaits } from '../stripe/errors';
import { actingOrg } from '../subscriptions/handlers';
import { cancelOrder } from './cancelOrder';
import { beginCheckout, type Buyer, type CheckoutDeps } from './checkout';
import { listInvoices } from './invoices';
import { purchasablePacks, purchaseOptions } from './offer';
import type { Order } from './orderStore';
import { openPortal } from './portalSession';
import type { BillingProfile } from './profiles';

const pageSize = 25;
/** A pending order is refreshed from Stripe when it was not for so long: the return page polls it. */
const patienceMs = 5_000;
const tryAgain = 'Try again in a minute.';

function buyerOf(principal: Principal): Buyer {
  const orgId = actingOrg(principal);
  if (principal.kind !== 'user') throw new ForbiddenError('Sign in to buy.');
  const { userId, name, email } = principal;
  return { userId, name, email, orgId };
}

const orderView = (order: Order, { titleOf, clock }: CheckoutDeps): OrderView => ({
  id: order.id,
  kind: order.kind,
  state: order.state,
  message: order.message,
  title: order.title,
  tier: order.tier,
  packs: order.kind === 'purchase' ? [] : order.packIds.map(id => ({ id, title: titleOf(id) })),
  price: toMoneyView(order.amount, order.currency),
  checkoutUrl:
    order.state === 'pending' && (order.expiresAt === null || clock.now() < order.expiresAt)
      ? order.checkoutUrl
      : null,
  ...(order.kind === 'purchase' && { returnPath: order.returnPath }),
  subscriptionId: order.state === 'paid' && order.kind === 'subscription' ? order.id : null,
  createdAt: order.createdAt,
  updatedAt: order.updatedAt,
  expiresAt: order.expiresAt,
});

const profileView = ({ billingEmail, country }: BillingProfile) => ({ billingEmail, country });

export function checkoutHandlers(deps: CheckoutDeps): Handlers<typeof checkoutEndpoints> {
  const { access, orders, profiles, clock, converge, audit } = deps;

  async function ownOrder(id: string, principal: Principal): Promise<Order> {
    const order = await orders.find(id);
    if (order?.orgId !== actingOrg(principal)) throw new NotFoundError('There is no order of this id.');
    return order;
  }

  /** What Stripe says, where the webhook has not told yet; what is known, where Stripe does not answer. */
  async function refreshed(order: Order, { log }: RequestContext): Promise<Order> {
    const { sessionId, checkedAt, createdAt } = order;
    const fresh = clock.now() - (checkedAt ?? createdAt) < patienceMs;
    if (order.state !== 'pending' || sessionId === null || order.mode !== access.mode || fresh) return order;
    try {
      return (await whileSomebodyWaits(tryAgain, () => converge.session(sessionId))) ?? order;
    } catch (error) {
      log.warn({ order: order.id, error }, 'An order could not be refreshed from Stripe');
      return order;
    }
  }

  return {
    billingMode: () => ({ mode: access.mode }),
    listPurchasable: () => ({ packs: purchasablePacks(deps) }),
    purchaseOptions: ({ params }, { principal }) =>
      purchaseOptions(deps, actingOrg(principal), params.packId),
    createCheckoutSession: ({ params, body }, { principal }) =>
      beginCheckout(deps, buyerOf(principal), params.packId, body),
    billingPortal: async (_, { principal }) => ({
      url: await whileSomebodyWaits(tryAgain, () => openPortal(deps, actingOrg(principal))),
    }),
    async getOrder({ params }, context) {
      const order = await ownOrder(params.id, context.principal);
      return orderView(await refreshed(order, context), deps);
    },
    async listOrders({ query: { page } }, { principal }) {
      const { found, total } = await orders.ofOrg(actingOrg(principal), pageSize, (page - 1) * pageSize);
      return { orders: found.map(order => orderView(order, deps)), total, pageSize };
    },
    async cancelOrder({ params }, { principal }) {
      const order = await ownOrder(params.id, principal);
      return orderView(await whileSomebodyWaits(tryAgain, () => cancelOrder(deps, order)), deps);
    },
    async listInvoices({ query: { after } }, { principal }) {
      const { customerId } = await profiles.get(actingOrg(principal));
      if (customerId === null) return { invoices: [], more: false };
      return whileSomebodyWaits(tryAgain, async () => listInvoices(await access.client(), customerId, after));
    },
    getBillingProfile: async (_, { principal }) => profileView(await profiles.get(actingOrg(principal))),
    async setBillingProfile({ body }, { principal, ip, requestId }) {
      const { orgId, userId, name } = buyerOf(principal);
      const { customerId } = await profiles.get(orgId);
      if (customerId !== null) {
        await whileSomebodyWaits('Nothing was changed. Try again in a minute.', async () => {
          const stripe = await access.client();
          await stripe.customers.update(customerId, { email: body.billingEmail });
        });
      }
      const profile = await profiles.set(orgId, body);
      await audit.record({
        action: 'billing-profile.changed',
        actor: { kind: 'user', id: userId, name },
        orgId,
        target: { type: 'billing-profile', id: orgId },
        after: { country: profile.country },
        ip,
        requestId,
      });
      return profileView(profile);
    },
  };
}
