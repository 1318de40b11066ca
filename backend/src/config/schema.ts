import { secret } from '@netcrab/plugin-api/contract';
import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { z } from 'zod';

const port = z.int().min(0).max(65_535);

/** An address, or a network as `10.0.0.0/8`. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return (
    rest.length === 0 &&
    longest > 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest))
  );
}

/** Everything of the configuration that belongs to the host. */
export const hostConfig = z.strictObject({
  app: z
    .strictObject({
      title: z.string().min(1).default('NetCrab Portal'),
      /** Where browsers reach the portal; `http://localhost:<port>` without it. */
      baseUrl: z
        .url()
        .transform(url => url.replace(/\/$/, ''))
        .optional(),
    })
    .prefault({}),
  server: z
    .strictObject({
      host: z.string().default('127.0.0.1'),
      port: port.default(7007),
      /** Addresses or CIDRs of proxies whose X-Forwarded-* headers are believed. */
      trustedProxies: z
        .array(z.string().refine(isNetwork, 'use an address or CIDR, like 10.0.0.0/8 or ::1'))
        .default([]),
      /** Failed sign-ins by token an address may make in a minute before it is refused unheard. */
      failedTokensPerMinute: z.int().min(1).default(120),
      /** Requests of an address without session or key, in a minute. */
      anonymousPerMinute: z.int().min(1).default(3_000),
      /** Time for requests and jobs in flight to end at shutdown. */
      drainSeconds: z.number().min(0).default(20),
    })
    .prefault({}),
  dataDir: z.string().min(1).default('./data'),
  database: z
    .discriminatedUnion('client', [
      z.strictObject({ client: z.literal('sqlite') }),
      z.strictObject({
        client: z.literal('pg'),
        connection: secret(z.string().min(1)),
        schema: z
          .string()
          .regex(/^[a-z_][a-z0-9_]*$/, 'use small letters, digits and underscores, like netcrab')
          .optional(),
        poolMax: z.int().min(1).default(10),
      }),
    ])
    .prefault({ client: 'sqlite' }),
  warehouse: z
    .strictObject({
      /** All processors but one, which the requests keep. */
      threads: z
        .int()
        .min(1)
        .default(() => Math.max(1, availableParallelism() - 1)),
      memoryLimit: z
        .string()
        .regex(/^\d+(\.\d+)?\s?(MB|GB|MiB|GiB)$/, 'use a size like 2GB or 512MB')
        .default('2GB'),
    })
    .prefault({}),
  secrets: z
    .strictObject({
      /** Root key, at least 32 characters; generated into the data folder without it. */
      key: secret(z.string().min(32)).optional(),
    })
    .prefault({}),
  mail: z
    .strictObject({
      from: z.string().default('NetCrab Portal <portal@localhost>'),
      smtp: secret(z.string()).optional(),
    })
    .prefault({}),
  log: z
    .strictObject({ level: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info') })
    .prefault({}),
  scheduler: z.strictObject({ enabled: z.boolean().default(true) }).prefault({}),
  plugins: z
    .record(
      z.string(),
      z.union(
        [z.boolean(), z.looseObject({ enabled: z.boolean().optional() })],
        'use true, false, or the options of the plugin',
      ),
    )
    .default({}),
});

export type HostConfig = z.output<typeof hostConfig>;
