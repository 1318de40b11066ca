import os from 'node:os';
import { z } from 'zod';
import { domainPattern } from '../rules/domains';
import { normalPath } from '../rules/paths';
import { byteSize, duration } from './quantities';
import { isLoopback } from './loopback';

const line = (max: number, hint: string) =>
  z
    .string(hint)
    .min(1, hint)
    .max(max, `Use at most ${max} characters.`)
    .regex(/^[^\p{Cc}]*$/u, 'Use one line of text without control characters.');

const localKey = z
  .string()
  .regex(
    /^[\x21-\x7e]{16,256}$/,
    'Use 16 to 256 printable characters without spaces: echo nc_ingest_$(openssl rand -hex 24).',
  );

/** Without them the cloud refuses an event, or mistakes what it says. */
const neededFields: ReadonlySet<string> = new Set(
  'eventId productId sessionId userHash ts eventType screenId route name taskId success errorCode'.split(' '),
);

const endpoint = z
  .string('Give the address of the portal: https://portal.example.com.')
  .refine(text => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
    message: 'Give the address of the portal: https://portal.example.com.',
    abort: true,
  })
  .refine(text => new URL(text).username === '', 'Leave the user name out of the address.');

const listen = z
  .strictObject({
    host: line(253, 'Give the address to listen on: 127.0.0.1 or 0.0.0.0.').default('127.0.0.1'),
    port: z.number('Give a port number.').int().min(0).max(65_535).default(8686),
    /** Any of them opens the intake. */
    keys: z.array(localKey).max(50).default([]),
    /** Takes events without a key. */
    open: z.boolean().default(false),
    tls: z
      .strictObject({
        certFile: line(4_096, 'Name the file of the certificate.'),
        keyFile: line(4_096, 'Name the file of the private key.'),
      })
      .optional(),
  })
  .superRefine(({ host, keys, open }, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (!open && keys.length === 0)
      refuse(
        'keys',
        'Give at least one local key (or set NETCRAB_LOCAL_KEYS); or set listen.open: true on 127.0.0.1.',
      );
    if (open && !isLoopback(host))
      refuse('open', `Without keys only 127.0.0.1 or ::1 may be listened on, not ${host}. Give listen.keys.`);
  });

const cloud = z
  .strictObject({
    endpoint,
    ingestKey: z
      .string('Set NETCRAB_INGEST_KEY, or give the ingest key here.')
      .regex(
        /^nc_ingest_[\x21-\x7e]+$/,
        'Use an ingest key of your organisation: it begins with nc_ingest_.',
      ),
    /** For a portal inside the same network; over the internet keys and events would be readable. */
    allowPlainHttp: z.boolean().default(false),
    /** The way to the portal where the network has no other; the environment's, where it names one. */
    proxy: z
      .string()
      .refine(text => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
        message: 'Give the address of the proxy, here or in HTTPS_PROXY: http://proxy.corp.example:3128.',
      })
      .optional(),
    timeout: duration([1_000, '1s'], [600_000, '10m']).prefault('30s'),
    /** Batches on their way at the same time. */
    concurrency: z.number().int().min(1).max(16).default(4),
    /** Events wait this long for company, so that batches are worth sending. */
    linger: duration([0, '0ms'], [60_000, '1m']).prefault('250ms'),
  })
  .superRefine((value, context) => {
    const url = URL.canParse(value.endpoint) ? new URL(value.endpoint) : undefined;
    if (url?.protocol === 'http:' && !value.allowPlainHttp && !isLoopback(url.hostname))
      context.addIssue({
        code: 'custom',
        path: ['endpoint'],
        message: 'Use https; or set cloud.allowPlainHttp: true if the way there is private.',
      });
    if (url?.protocol === 'http:' && value.proxy)
      context.addIssue({
        code: 'custom',
        path: ['proxy'],
        message: 'Only https goes through a proxy. Remove it, or use https in cloud.endpoint.',
      });
  });

const rules = z.strictObject({
  /** Pages that may send from a browser; requests without an Origin are of servers and need a key alone. */
  domains: z
    .array(
      z
        .string()
        .regex(
          domainPattern,
          'Write the host alone, without https:// or a path: app.example.com, *.example.com.',
        ),
    )
    .max(1_000)
    .default([]),
  /** Where given, only events that name one of them as appName pass. */
  apps: z.array(line(128, 'Name an app as its events do in appName.')).max(1_000).optional(),
  ignorePaths: z
    .array(
      z
        .string()
        .regex(/^\/./, 'Begin with / and name at least one step: /admin.')
        .refine(
          path => normalPath(path) !== '/',
          'This would ignore everything. Name at least one step: /admin.',
        ),
    )
    .max(1_000)
    .default(['/admin', '/hr']),
  dropFields: z
    .array(
      z
        .string()
        .regex(
          /^[^\s.]{1,80}(?:\.[^\s]{1,80})?$/,
          'Name a field, or a key of extra: segment, extra.customer.',
        )
        .refine(
          field => !field.includes('.') || field.startsWith('extra.'),
          'Only extra has fields of its own.',
        )
        .refine(field => !neededFields.has(field), 'Events cannot do without this field.'),
    )
    .max(200)
    .default([]),
  /** Share of sessions that are kept, whole. */
  sampleRate: z
    .number('Use a number from 0 to 1.')
    .gt(0, 'Use more than 0.')
    .max(1, 'Use at most 1.')
    .default(1),
});

const spool = z.strictObject(
  {
    folder: line(4_096, 'Name a folder that survives restarts: /var/lib/netcrab-agent.'),
    maxSize: byteSize([16_000_000, '16 MB'], [2 ** 50, '1 PiB']).prefault('2 GB'),
    maxAge: duration([60_000, '1m'], [366 * 86_400_000, '366d']).prefault('7d'),
    whenFull: z.enum(['refuse', 'drop-oldest'], 'Use refuse or drop-oldest.').default('refuse'),
    deadLetterSize: byteSize([1_000_000, '1 MB'], [2 ** 40, '1 TiB']).prefault('100 MB'),
  },
  'Say where events wait: spool: { folder: /var/lib/netcrab-agent }.',
);

/** The whole configuration, as in `agent.yaml`. */
export const agentConfig = z
  .strictObject({
    orgId: line(128, 'Give the id of your organisation, as the portal shows it beside the ingest keys.'),
    agentId: line(128, 'Give this agent a name of its own.').default(() => os.hostname().slice(0, 128)),
    listen: listen.prefault({}),
    cloud,
    rules: rules.prefault({}),
    privacy: z
      .strictObject({
        /** Secret that user ids are hashed with; better set by NETCRAB_USER_SALT. */
        salt: z.string().min(32, 'Use at least 32 characters: openssl rand -hex 32.').max(1_024).optional(),
        /** Where the salt is kept if it is not given: made once. Default: `user-salt` in the spool's folder. */
        saltFile: line(4_096, 'Name a file.').optional(),
      })
      .prefault({}),
    spool,
  })
  .superRefine(({ listen: { keys }, cloud: { ingestKey } }, context) => {
    if (keys.includes(ingestKey))
      context.addIssue({
        code: 'custom',
        path: ['listen', 'keys'],
        message: 'Senders need a key of their own: the ingest key opens the portal itself.',
      });
  });

export type AgentConfig = z.output<typeof agentConfig>;
