import { startTestSandbox } from '@netcrab/stripe-sandbox/testing';
import Stripe from 'stripe';

/** Stripe, elsewhere: it makes what a shop's year has of everything, and says what every event would tell of it. */
const month = 31 * 86_400_000;
let behind = 2 * month;
const sandbox = await startTestSandbox({ clock: () => Date.now() - behind });
const stripe = new Stripe(sandbox.secretKey, sandbox.clientConfig);

const all = async list => {
  const found = [];
  for await (const one of list) found.push(one);
  return found;
};

const events = new Map();
/** Stripe lists events for thirty days: they are asked for as they happen. */
const listen = async () => {
  for (const event of await all(stripe.events.list({ limit: 100 }))) events.set(event.id, event);
};

/** Every session is paid and renewed twice; of the first payments each fourth is refunded in two parts. */
async function happen(sessions) {
  for (const session of sessions) sandbox.payCheckout(session);
  const charges = await all(stripe.charges.list({ limit: 100 }));
  for (const { id, amount } of charges.filter((_, at) => at % 4 === 0))
    for (const part of [1_234, amount - 1_234]) await stripe.refunds.create({ charge: id, amount: part });
  await listen();
  while (behind > 0) {
    behind -= month;
    sandbox.advance(0);
    await listen();
  }
}

/** What Stripe's own books say: the balance in minor units, and what is subscribed to. */
async function truth() {
  const { available, pending } = await stripe.balance.retrieve();
  const balance = [...available, ...pending].reduce((sum, { amount }) => sum + amount, 0);
  const subscriptions = await all(stripe.subscriptions.list({ status: 'active', limit: 100 }));
  const charges = await all(stripe.charges.list({ limit: 100 }));
  return { balance, subscriptions: subscriptions.length, payments: charges.length };
}

const answers = {
  happen,
  truth,
  events: async types =>
    [...events.values()].filter(({ type }) => types.includes(type)).map(event => JSON.stringify(event)),
};
process.on('message', async ({ ask, about }) => process.send({ answer: await answers[ask](about) }));
process.on('disconnect', () => void sandbox.close());
process.send({ answer: { port: sandbox.clientConfig.port, secretKey: sandbox.secretKey } });
