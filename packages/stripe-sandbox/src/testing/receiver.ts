import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import Stripe from 'stripe';

/** A webhook endpoint for tests: it verifies signatures and keeps what came. */
export interface WebhookReceiver {
  readonly url: string;
  readonly secret: string;
  readonly events: Stripe.Event[];
  /** Types in the order of their arrival. */
  types(): string[];
  /** What the next deliveries are answered with; default 200. */
  answerWith(status: number): void;
  close(): Promise<void>;
}

export async function startWebhookReceiver(secret = 'whsec_receiver'): Promise<WebhookReceiver> {
  const events: Stripe.Event[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    void text(request).then(body => {
      const signature = request.headers['stripe-signature'] ?? '';
      events.push(Stripe.webhooks.constructEvent(body, signature, secret, 0));
      response.writeHead(status).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    secret,
    events,
    types: () => events.map(({ type }) => type),
    answerWith(next) {
      status = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
