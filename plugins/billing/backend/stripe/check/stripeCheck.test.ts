import { startTestSandbox, type TestSandbox } from '@netcrab/stripe-sandbox/testing';
import Stripe from 'stripe';
import { Writable } from 'node:stream';
import { sellerEventHandlers } from '../../connect/sellerEvents';
import { buyingEventHandlers } from '../../webhooks/eventHandlers';
import { keyOf, stripeCheck } from './stripeCheckCommand';
import { wantedEvents } from './wantedEvents';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(() => sandbox.close());

const url = 'https://portal.example.com';

/** Runs the command against the sandbox. */
async function run(argv: readonly string[], secretKey: string | undefined = sandbox.secretKey) {
  let output = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      output += chunk.toString();
      done();
    },
  });
  const code = await stripeCheck({ argv, stdout: stream, stderr: stream }, secretKey, async key => {
    return Promise.resolve(new Stripe(key, { ...sandbox.clientConfig, maxNetworkRetries: 0 }));
  });
  return { code, output };
}

it('says what is missing, creates it when asked, and finds nothing missing then', async () => {
  const before = await run(['--url', url]);
  expect(before.code).toBe(1);
  expect(before.output).toContain(`✗ Webhook endpoint ${url}/webhooks/stripe\n`);
  expect(before.output).toContain(`✗ Webhook endpoint ${url}/webhooks/stripe-connect\n`);

  const created = await run(['--url', `${url}/`, '--create']);
  expect(created.code).toBe(0);
  expect(created.output).toMatch(/STRIPE_WEBHOOK_SECRET=whsec_\w+/);
  expect(created.output).toMatch(/STRIPE_CONNECT_WEBHOOK_SECRET=whsec_\w+/);

  const after = await run(['--url', url]);
  expect(after.code).toBe(0);
  expect(after.output).toContain('Nothing is missing.');
  expect(after.output).not.toContain('whsec_');
});

it('looks at the customer portal that buyers are sent to, whatever else the account is configured for', async () => {
  const stripe = new Stripe(sandbox.secretKey, sandbox.clientConfig);
  await stripe.billingPortal.configurations.create({ features: { invoice_history: { enabled: true } } });
  expect((await run(['--url', url])).output).toContain('✗ Customer portal\n');
  await run(['--url', url, '--create']);
  const { data } = await stripe.billingPortal.configurations.list({});
  const [ours, ...others] = data.filter(({ metadata }) => metadata?.netcrab === 'buyers');
  expect(others).toEqual([]);
  expect((await run(['--url', url, '--create'])).output).toContain(
    `✓ Customer portal\n    Configured by ${ours?.id}.`,
  );
  expect((await stripe.billingPortal.configurations.list({})).data).toHaveLength(2);
});

it('names the events that an endpoint is not sent, and adds them when asked', async () => {
  const stripe = new Stripe(sandbox.secretKey, sandbox.clientConfig);
  const made = await stripe.webhookEndpoints.create({
    url: `${url}/webhooks/stripe`,
    enabled_events: ['invoice.paid', 'customer.updated'],
  });
  const { code, output } = await run(['--url', url]);
  expect(code).toBe(1);
  expect(output).toMatch(/ is not sent checkout\.session\.completed, .*charge\.dispute\.closed/);

  const added = await run(['--url', url, '--create']);
  expect(added.code).toBe(0);
  expect(added.output).toContain(`+ Webhook endpoint ${url}/webhooks/stripe\n`);
  expect(added.output).toMatch(
    new RegExp(`${made.id} is from now on sent checkout\\.session\\.completed, .* too\\.`),
  );
  const { data } = await stripe.webhookEndpoints.list();
  expect(data.find(({ id }) => id === made.id)?.enabled_events).toEqual(
    expect.arrayContaining(['customer.updated', ...wantedEvents.platform]),
  );
  expect((await run(['--url', url])).output).toContain('Nothing is missing.');
});

it('says that a key is refused', async () => {
  const { code, output } = await run(['--url', url], 'sk_test_wrong');
  expect(code).toBe(1);
  expect(output).toMatch(/^Stripe could not be asked: /);
});

it.each([
  [['--url', 'portal'], 2, /--url is missing or no address/],
  [['--nothing'], 2, /nothing/],
  [['--help'], 0, /npm run stripe:check/],
])('answers %j', async (argv, code, text) => {
  const answer = await run(argv);
  expect(answer.code).toBe(code);
  expect(answer.output).toMatch(text);
});

it('has nothing to do without a key', async () => {
  expect(await run([], '')).toMatchObject({ code: 0, output: expect.stringContaining('sandbox') as string });
});

it('goes by the key of the environment, else of the configuration as far as it is written', () => {
  const options = { stripe: { secretKey: 'sk_live_configured', webhookSecret: '' } };
  expect(keyOf({ STRIPE_SECRET_KEY: 'sk_live_given' }, options)).toBe('sk_live_given');
  expect(keyOf({ STRIPE_SECRET_KEY: '' }, options)).toBe('sk_live_configured');
  expect(keyOf({}, {})).toBeUndefined();
});

it('asks Stripe for exactly the events that are handled', () => {
  // Only the names are looked at; nothing is called.
  const nothing = {} as never;
  const handled = { ...buyingEventHandlers(nothing, nothing), ...sellerEventHandlers(nothing, nothing) };
  expect([...wantedEvents.platform, ...wantedEvents.connect].sort()).toEqual(Object.keys(handled).sort());
});
