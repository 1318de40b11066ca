import type { CommandContext } from '@netcrab/plugin-api/backend';
import type Stripe from 'stripe';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { stripeModeOf } from '../../config';
import { checkStripe, type Finding } from './checkStripe';

const help = `npm run stripe:check -- --url https://portal.example.com [--create]

Looks at the Stripe account of STRIPE_SECRET_KEY, else of the configuration's key, for what the
portal needs: webhook endpoints with their events, the customer portal, payments and payouts.
No portal needs to run, and the webhook secrets need not be there yet.

  --url URL   the portal's public address
  --create    create the webhook endpoints and the customer portal's configuration if missing,
              and add events that endpoints are not sent; prints the signing secrets of new
              endpoints, once
  --help      this text

Exit code 0: nothing is missing. 1: something is, or Stripe could not be asked. 2: wrong use.
`;

const marks: Record<Finding['state'], string> = {
  ok: '✓',
  created: '+',
  changed: '+',
  missing: '✗',
  look: '?',
};

/** Makes the client; replaced in tests. */
export type Connect = (secretKey: string) => Promise<Stripe>;

const connect: Connect = async secretKey => {
  const { default: StripeClient } = await import('stripe');
  return new StripeClient(secretKey, { telemetry: false, maxNetworkRetries: 2 });
};

/** `npm run stripe:check`. @returns the exit code, as the help has it. */
export async function stripeCheck(
  { argv, stdout, stderr }: Pick<CommandContext, 'argv' | 'stdout' | 'stderr'>,
  secretKey: string | undefined,
  connectTo: Connect = connect,
): Promise<number> {
  const options = parse(argv);
  if (typeof options === 'string') {
    stderr.write(`${options}\n`);
    return 2;
  }
  if (options.help) {
    stdout.write(help);
    return 0;
  }
  if (!secretKey) {
    stdout.write(
      'There is no key in STRIPE_SECRET_KEY nor in the configuration: the portal runs against its own sandbox, which needs nothing.\n',
    );
    return 0;
  }
  if (!URL.canParse(options.url)) {
    stderr.write(
      '--url is missing or no address: give the portal’s public address, such as https://portal.example.com.\n',
    );
    return 2;
  }
  try {
    const findings = await checkStripe(await connectTo(secretKey), {
      portalUrl: options.url.replace(/\/+$/, ''),
      create: options.create,
    });
    stdout.write(`${report(findings, stripeModeOf(secretKey) === 'live' ? 'live' : 'test')}\n`);
    return findings.some(({ state }) => state === 'missing') ? 1 : 0;
  } catch (error) {
    stderr.write(`Stripe could not be asked: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

function parse(argv: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        url: { type: 'string', default: '' },
        create: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)} See --help.`;
  }
}

function report(findings: readonly Finding[], mode: 'live' | 'test'): string {
  const lines = findings.map(({ what, state, detail }) => `${marks[state]} ${what}\n    ${detail}`);
  const missing = findings.filter(({ state }) => state === 'missing').length;
  const end = missing === 0 ? 'Nothing is missing.' : `${missing} missing. --create makes what can be made.`;
  return [`Stripe in ${mode} mode`, ...lines, end].join('\n');
}

const withKey = z.object({ stripe: z.object({ secretKey: z.string() }) });

/** The environment's, else the configuration's: what it says need not be complete yet. */
export const keyOf = (
  { STRIPE_SECRET_KEY: given }: Readonly<Record<string, string | undefined>>,
  options: CommandContext['options'],
): string | undefined => given || withKey.safeParse(options).data?.stripe.secretKey;

const stripeCheckCommand = (context: CommandContext): Promise<number> =>
  stripeCheck(context, keyOf(process.env, context.options));
export default stripeCheckCommand;
