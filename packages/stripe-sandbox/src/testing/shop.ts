import Stripe from 'stripe';
import { startTestSandbox, type StripeSandboxOptions, type TestSandbox } from '.';
import { startWebhookReceiver, type WebhookReceiver } from './receiver';

/** A sandbox with a client, a receiver, and two prices to sell, for the sandbox's own tests. */
export interface Shop {
  readonly sandbox: TestSandbox;
  readonly stripe: Stripe;
  readonly receiver: WebhookReceiver;
  readonly standard: string;
  readonly pro: string;
  /** A paid subscription to a price, with what it made. */
  subscribe(price?: string, customer?: Stripe.CustomerCreateParams): Promise<Sale>;
  /** A paid one-time purchase; the charge's id. */
  sell(amount: number, currency?: string): Promise<string>;
  close(): Promise<void>;
}

export interface Sale {
  readonly customer: string;
  readonly subscription: Stripe.Subscription;
  readonly session: string;
}

/** 31 January 2026, noon UTC: months after it are shorter. */
export const opening = Date.UTC(2026, 0, 31, 12);

export async function openShop(options: Partial<StripeSandboxOptions> = {}): Promise<Shop> {
  const receiver = await startWebhookReceiver();
  const sandbox = await startTestSandbox({
    clock: () => opening,
    webhooks: [{ url: receiver.url, secret: receiver.secret }],
    ...options,
  });
  const stripe = new Stripe(sandbox.secretKey, { ...sandbox.clientConfig, maxNetworkRetries: 0 });
  const priced = async (name: string, amount: number) => {
    const product = await stripe.products.create({ name });
    const price = await stripe.prices.create({
      product: product.id,
      currency: 'usd',
      unit_amount: amount,
      recurring: { interval: 'month' },
      lookup_key: name.toLowerCase(),
    });
    return price.id;
  };
  const standard = await priced('Standard', 3100);
  const pro = await priced('Pro', 9300);
  const links = {
    success_url: 'http://127.0.0.1/return?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://127.0.0.1/packs',
  };
  return {
    sandbox,
    stripe,
    receiver,
    standard,
    pro,
    async subscribe(price = standard, details = { email: 'buyer@example.com' }) {
      const customer = await stripe.customers.create(details);
      const session = await stripe.checkout.sessions.create({
        ...links,
        mode: 'subscription',
        customer: customer.id,
        line_items: [{ price, quantity: 1 }],
      });
      sandbox.payCheckout(session.id);
      const [subscription] = (await stripe.subscriptions.list({ customer: customer.id })).data;
      if (!subscription) throw new Error('The checkout made no subscription');
      return { customer: customer.id, subscription, session: session.id };
    },
    async sell(amount, currency = 'usd') {
      const session = await stripe.checkout.sessions.create({
        ...links,
        mode: 'payment',
        line_items: [
          { quantity: 1, price_data: { currency, unit_amount: amount, product_data: { name: 'Asset' } } },
        ],
      });
      sandbox.payCheckout(session.id);
      const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(session.id, {
        expand: ['payment_intent'],
      });
      if (!intent || typeof intent === 'string') throw new Error('The checkout made no payment');
      return String(intent.latest_charge);
    },
    async close() {
      await sandbox.close();
      await receiver.close();
    },
  };
}

export const day = 86_400_000;
