import type { AppConfig, Clock, Logger, SecretsService } from '@netcrab/plugin-api/backend';
import type { StripeSandbox, StripeSandboxOptions } from '@netcrab/stripe-sandbox';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type Stripe from 'stripe';
import type { StripeMode } from '../../contract';
import { stripeModeOf, type BillingConfig } from '../config';
import { impatient, withoutDeadline } from './deadline';

/** One answer of the API is waited for so long; while somebody waits, for less. */
const timeoutMs = 10_000;

export type WebhookEndpoint = 'platform' | 'connect';

export interface StripeAccess {
  readonly mode: StripeMode;
  /** Whether Stripe adds taxes to what it charges. */
  readonly automaticTax: boolean;
  /** The client; loads the SDK, and starts the sandbox, when it is first asked for. */
  client(): Promise<Stripe>;
  /** Whether there may be anything at Stripe yet: the sandbox is not started only to find it empty. */
  hasBegun(): boolean;
  webhookSecret(endpoint: WebhookEndpoint): string;
  /** null with real keys. */
  sandbox(): Promise<StripeSandbox | null>;
  close(): Promise<void>;
}

export interface StripeAccessOptions {
  readonly config: BillingConfig['stripe'];
  readonly app: AppConfig;
  readonly secrets: SecretsService;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly startSandbox?: StartSandbox;
}

/** Called when the sandbox is first needed: neither SDK nor sandbox is part of the portal's start. */
export type StartSandbox = (options: StripeSandboxOptions) => Promise<StripeSandbox>;
const embeddedSandbox: StartSandbox = async options =>
  (await import('@netcrab/stripe-sandbox')).startStripeSandbox(options);

/** Stripe by configuration: real with a key, else the sandbox beside the portal's data. */
export function createStripeAccess({
  config,
  app,
  secrets,
  clock,
  logger,
  startSandbox = embeddedSandbox,
}: StripeAccessOptions): StripeAccess {
  const mode = stripeModeOf(config.secretKey);
  const databaseFile = path.join(app.dataDir, 'stripe-sandbox.sqlite');
  let started: Promise<StripeSandbox> | undefined;
  let made: Promise<Stripe> | undefined;

  function webhookSecret(endpoint: WebhookEndpoint): string {
    const configured = endpoint === 'platform' ? config.webhookSecret : config.connectWebhookSecret;
    // Each installation's sandbox signs with secrets of its own.
    return configured || `whsec_${secrets.derive(`billing:sandbox-webhook:${endpoint}`, 24).toString('hex')}`;
  }

  async function openSandbox(): Promise<StripeSandbox> {
    const { port, publicUrl } = config.sandbox;
    const sandbox = await startSandbox({
      databaseFile,
      port,
      ...(publicUrl !== undefined && { publicUrl }),
      secretKey: `sk_test_${secrets.derive('billing:sandbox-key', 24).toString('hex')}`,
      clock: () => clock.now(),
      webhooks: [
        { url: `${app.localUrl}/webhooks/stripe`, secret: webhookSecret('platform') },
        { url: `${app.localUrl}/webhooks/stripe-connect`, secret: webhookSecret('connect'), connect: true },
      ],
    });
    logger.info({ url: sandbox.url }, 'The Stripe sandbox is up: no real money moves');
    return sandbox;
  }

  /** One that failed to start is tried again at the next need. */
  const sandbox = (): Promise<StripeSandbox> =>
    (started ??= openSandbox().catch((error: unknown) => {
      started = undefined;
      throw error;
    }));

  async function connect(): Promise<Stripe> {
    const { default: StripeClient } = await import('stripe');
    const common = {
      timeout: timeoutMs,
      maxNetworkRetries: 2,
      telemetry: false,
      httpClient: impatient(StripeClient.createNodeHttpClient(), () =>
        StripeClient.HttpClient.makeTimeoutError(),
      ),
    } as const;
    if (config.secretKey) return new StripeClient(config.secretKey, common);
    const { secretKey, clientConfig } = await sandbox();
    return new StripeClient(secretKey, { ...common, ...clientConfig });
  }

  return {
    mode,
    automaticTax: config.automaticTax,
    client: () =>
      (made ??= withoutDeadline(connect).catch((error: unknown) => {
        made = undefined;
        throw error;
      })),
    hasBegun: () => mode !== 'sandbox' || started !== undefined || existsSync(databaseFile),
    webhookSecret,
    sandbox: async () => (mode === 'sandbox' ? sandbox() : null),
    async close() {
      await (await started)?.close();
    },
  };
}
