import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { startTestSandbox, type TestSandbox } from './testing';

const secret = 'whsec_test_platform';

interface Receiver {
  url: string;
  events: Stripe.Event[];
  answerWith(status: number): void;
  server: Server;
}

async function startReceiver(): Promise<Receiver> {
  const events: Stripe.Event[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const signature = String(request.headers['stripe-signature']);
      events.push(Stripe.webhooks.constructEvent(Buffer.concat(chunks), signature, secret));
      response.writeHead(status).end();
    });
  });
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, events, server, answerWith: next => void (status = next) };
}

let receiver: Receiver;
let sandbox: TestSandbox;
let stripe: Stripe;

beforeEach(async () => {
  receiver = await startReceiver();
  sandbox = await startTestSandbox({ webhooks: [{ url: receiver.url, secret }] });
  stripe = new Stripe(sandbox.secretKey, { ...sandbox.clientConfig, maxNetworkRetries: 0 });
});

afterEach(async () => {
  await sandbox.close();
  await new Promise(resolve => receiver.server.close(resolve));
});

test('a paid checkout makes a subscription, a paid invoice and their signed events', async () => {
  const product = await stripe.products.create({ name: 'Standard pack' });
  const price = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount: 4900,
    recurring: { interval: 'month' },
    lookup_key: 'standard',
  });
  const customer = await stripe.customers.create({ email: 'buyer@example.com', metadata: { org: 'o1' } });
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription',
    customer: customer.id,
    line_items: [{ price: price.id, quantity: 1 }],
    subscription_data: { metadata: { order: 'order_1' } },
    success_url: 'http://localhost/return?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://localhost/packs',
  });
  expect(session).toMatchObject({ status: 'open', payment_status: 'unpaid', amount_total: 4900 });
  sandbox.payCheckout(session.id);
  await sandbox.deliver();

  const done = await stripe.checkout.sessions.retrieve(session.id, {
    expand: ['subscription.latest_invoice.payments', 'line_items'],
  });
  expect(done).toMatchObject({
    status: 'complete',
    payment_status: 'paid',
    subscription: {
      status: 'active',
      metadata: { order: 'order_1' },
      items: { data: [{ price: { id: price.id } }] },
      latest_invoice: { status: 'paid', amount_paid: 4900, payments: { data: [{ status: 'paid' }] } },
    },
    line_items: { data: [{ amount_total: 4900 }] },
  });
  expect(receiver.events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['customer.subscription.created', 'invoice.paid', 'checkout.session.completed']),
  );
});

test('the same idempotency key gives the same answer, and refuses other parameters', async () => {
  const options = { idempotencyKey: 'once' };
  const first = await stripe.customers.create({ name: 'A' }, options);
  const second = await stripe.customers.create({ name: 'A' }, options);
  expect(second.id).toBe(first.id);
  await expect(stripe.customers.create({ name: 'B' }, options)).rejects.toMatchObject({
    type: 'StripeIdempotencyError',
    statusCode: 400,
  });
});
