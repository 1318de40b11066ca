import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { bundleProgram } from '../support/bundle.mjs';
import { startProgram } from './program.mjs';

const here = file => path.join(import.meta.dirname, file);
const secret = 'whsec_bench';
const burst = 10_000;
const buyers = 1_000;
/** Of the events that are handled, those that such a shop's history has. */
const types = [
  'checkout.session.completed',
  'customer.subscription.created',
  'customer.subscription.updated',
  'invoice.paid',
  'charge.refunded',
  'refund.created',
  'refund.updated',
];

/** In an order of no meaning, the same each time. */
function shuffled(values) {
  const mixed = [...values];
  let seed = 1;
  for (let at = mixed.length - 1; at > 0; at--) {
    seed = (seed * 48_271) % 2_147_483_647;
    const other = seed % (at + 1);
    [mixed[at], mixed[other]] = [mixed[other], mixed[at]];
  }
  return mixed;
}

async function answeredBare(events, folder, load) {
  const server = await startProgram(here('bare.mjs'), path.join(folder, 'bare.sqlite'), secret);
  const seconds = await load.ask('post', { url: server.ready.url, secret, events });
  await server.stop();
  return seconds;
}

async function fetchedOnce(events, { port, secretKey }) {
  const fetcher = await startProgram(here('fetches.mjs'), port, secretKey);
  const answer = await fetcher.ask('fetch', events);
  await fetcher.stop();
  return answer;
}

async function converged(portal, from) {
  for (;;) {
    const { received, failed } = await portal.ask('state');
    if (failed > 0) throw new Error(`${failed} events failed`);
    if (received === 0) return (performance.now() - from) / 1000;
    await wait(100);
  }
}

async function measure(folder, stripe, portal, load) {
  const { url, sessions } = portal.ready;
  await stripe.ask('happen', sessions);
  const happened = await stripe.ask('events', types);
  // What is missing is sent twice, as Stripe does now and then.
  const events = shuffled([...happened, ...happened.slice(0, burst - happened.length)]);
  if (events.length !== burst) throw new Error(`${events.length} events: have other buyers`);
  const bare = await answeredBare(events, folder, load);
  const fetched = await fetchedOnce(events, stripe.ready);
  const before = await portal.ask('cpu');
  const from = performance.now();
  const answered = await load.ask('post', { url, secret, events });
  const whole = await converged(portal, from);
  const cpu = (await portal.ask('cpu')) - before;
  const [ours, truth] = [await portal.ask('outcome'), await stripe.ask('truth')];
  const right = isDeepStrictEqual(ours, { ...truth, balanced: true });
  if (!right) console.log('  the portal’s books:', ours, 'Stripe’s:', truth);
  return { bare, fetched, answered, whole, cpu, right, distinct: happened.length };
}

const rate = seconds => `${Math.round(burst / seconds)} events/s`;

/** Purchases, renewals and refunds of a thousand buyers, told all at once and in no order. */
export async function burstRows() {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-webhooks-'));
  const program = await bundleProgram(here('portal.ts'), 'webhooks');
  const stripe = await startProgram(here('stripe.mjs'));
  const { port, secretKey } = stripe.ready;
  const portal = await startProgram(program, port, secretKey, buyers, secret);
  const load = await startProgram(here('load.mjs'));
  try {
    const { bare, fetched, answered, whole, cpu, right, distinct } = await measure(
      folder,
      stripe,
      portal,
      load,
    );
    return [
      {
        figure: `webhook burst of ${burst} signed events, answered`,
        ours: rate(answered),
        baseline: `node:http that verifies by Stripe’s library and inserts a row, ${rate(bare)}`,
        ratio: (bare / answered).toFixed(2),
        target: '≥ 0.3',
        ok: bare / answered >= 0.3,
      },
      {
        figure: `webhook burst of ${burst} events (${distinct} distinct), until subscriptions and books are as at Stripe`,
        ours: `${whole.toFixed(1)} s, CPU ${cpu.toFixed(1)} s${right ? '' : ', and they are not'}`,
        baseline: `the ${fetched.objects} objects named fetched once and dropped, CPU ${fetched.cpu.toFixed(1)} s`,
        ratio: (cpu / fetched.cpu).toFixed(1),
        target: '≤ 20, and 120 s',
        ok: right && cpu / fetched.cpu <= 20 && whole <= 120,
      },
    ];
  } finally {
    await Promise.all([load.stop(), portal.stop(), stripe.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
}
