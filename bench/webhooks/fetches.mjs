import Stripe from 'stripe';

/** What no convergence can do without: every object that the events name, fetched once, eight at a time. */
const [port, secretKey] = process.argv.slice(2);
const stripe = new Stripe(secretKey, { host: '127.0.0.1', port, protocol: 'http', telemetry: false });
const lanes = 8;
const fetches = {
  cs: id => stripe.checkout.sessions.retrieve(id),
  sub: id => stripe.subscriptions.retrieve(id),
  in: id => stripe.invoices.retrieve(id),
  ch: id => stripe.charges.retrieve(id),
  re: id => stripe.refunds.retrieve(id),
};

/** @returns seconds of CPU, and how many objects there were */
async function fetchAll(events) {
  const ids = [...new Set(events.map(event => JSON.parse(event).data.object.id))];
  let next = 0;
  const lane = async () => {
    while (next < ids.length) {
      const id = ids[next++];
      await fetches[id.split('_')[0]](id);
    }
  };
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: lanes }, lane));
  const { user, system } = process.cpuUsage(before);
  return { cpu: (user + system) / 1e6, objects: ids.length };
}

process.on('message', async ({ about }) => process.send({ answer: await fetchAll(about) }));
process.on('disconnect', () => process.exit(0));
process.send({ answer: null });
