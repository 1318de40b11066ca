import {
  checkoutEndpoints,
  connectEndpoints,
  endpoints,
  paymentEndpoints,
  purchasedEndpoints,
  type BuyableTier,
  type PaymentView,
} from '@netcrab/plugin-billing/contract';
import { platformOrg } from '../people';
import { customers, type Customer, type Onboarding } from './cast';
import type { Stage } from './stage';

/** What somebody did once. It looks first whether it was done, since a crash may have come between. */
export type Scene = (stage: Stage) => Promise<void>;

/** Buys at the sandbox's checkout page. The first pack is the one whose page it began on. */
export const buy =
  (customer: Customer, tier: BuyableTier, [packId, ...packIds]: readonly [string, ...string[]]): Scene =>
  async stage => {
    const { id } = customers[customer];
    const own = await stage.as(endpoints, id);
    const has = (await own.ownSubscriptions()).subscriptions.some(({ purchase }) => purchase !== undefined);
    if (has) return;
    const checkout = await stage.as(checkoutEndpoints, id);
    const { terms } = await checkout.purchaseOptions({ params: { packId } });
    const { url } = await checkout.createCheckoutSession({
      params: { packId },
      body: { tier, packIds: [...packIds], termsSha256: terms.sha256 },
    });
    await stage.press(url, { action: 'pay', country: 'US' });
  };

async function bought(stage: Stage, customer: Customer) {
  const own = await stage.as(endpoints, customers[customer].id);
  const found = (await own.ownSubscriptions()).subscriptions.find(({ purchase }) => purchase !== undefined);
  if (!found?.purchase) throw new Error(`${customers[customer].name} has no subscription to change`);
  return { ...found, purchase: found.purchase };
}

/** Changes to Pro, with these packs, as previewed. */
export const upgrade =
  (customer: Customer, packIds: readonly string[]): Scene =>
  async stage => {
    const { id, tier } = await bought(stage, customer);
    if (tier === 'pro') return;
    const own = await stage.as(purchasedEndpoints, customers[customer].id);
    const { confirmation } = await own.previewSubscriptionChange({
      params: { id },
      body: { tier: 'pro', packIds: [...packIds] },
    });
    await own.confirmSubscriptionChange({ params: { id }, body: { confirmation } });
  };

export const cancel =
  (customer: Customer): Scene =>
  async stage => {
    const { id, purchase } = await bought(stage, customer);
    if (purchase.cancelAtPeriodEnd) return;
    const own = await stage.as(purchasedEndpoints, customers[customer].id);
    await own.cancelSubscription({ params: { id } });
  };

/** The customer's payments, the first in front. */
async function paymentsOf(stage: Stage, customer: Customer): Promise<PaymentView[]> {
  const admin = await stage.as(paymentEndpoints, platformOrg.id);
  const { payments } = await admin.listPayments({ query: { orgId: customers[customer].id } });
  return payments.reverse();
}

/** Gives a part of the first payment back. */
export const refund =
  (customer: Customer, amount: string, reason: string): Scene =>
  async stage => {
    const [first] = await paymentsOf(stage, customer);
    if (!first) throw new Error(`${customers[customer].name} has paid nothing`);
    const admin = await stage.as(paymentEndpoints, platformOrg.id);
    // Its key makes a second one the first.
    const key = `demo-${customers[customer].id}`;
    await admin.refundPayment({ params: { id: first.id }, body: { key, amount, reason } });
  };

/** The buyer's bank takes the last payment back, for now. */
export const dispute =
  (customer: Customer): Scene =>
  async stage => {
    const last = (await paymentsOf(stage, customer)).at(-1);
    if (!last) throw new Error(`${customers[customer].name} has paid nothing`);
    const admin = await stage.as(paymentEndpoints, platformOrg.id);
    const { disputes } = await admin.listDisputes({ query: {} });
    if (disputes.some(({ paymentId }) => paymentId === last.id)) return;
    await stage.press('/sandbox', { action: 'dispute', charge: last.id });
  };

/** A seller connects an account, and the sandbox's onboarding ends so. */
export const connect =
  (orgId: string, outcome: Onboarding): Scene =>
  async stage => {
    const seller = await stage.as(connectEndpoints, orgId);
    if ((await seller.payoutAccount()).state !== 'not_started') return;
    const { url } = await seller.connectLink({ body: { country: 'US' } });
    await stage.press(url, { state: outcome });
  };

async function run({ scheduler }: Stage, job: string): Promise<void> {
  const { status, error } = await scheduler.settled(await scheduler.runNow(job));
  if (status !== 'succeeded') throw new Error(`${job} ended with ${error ?? status}`);
}

/** What the fifth of a month brings: the month before is closed, its statements are issued and its sellers paid. */
export const closeMonth: Scene = async stage => {
  const { scheduler } = stage;
  await run(stage, 'billing.close-month');
  // The close itself begins to pay; where a crash came between, the job's next turn goes on.
  const [paying] = await scheduler.runs('billing.pay-sellers', 1);
  if (paying) await scheduler.settled(paying.id);
  await run(stage, 'billing.pay-sellers');
};
