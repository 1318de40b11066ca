import { z } from 'zod';

export const pluginStatuses = ['ready', 'failed', 'blocked', 'disabled'] as const;

export const migrationReport = z.object({
  name: z.string(),
  store: z.enum(['database', 'warehouse']),
  state: z.enum(['applied', 'pending', 'ahead']),
  appliedAt: z.number().nullable(),
});
export type MigrationView = z.output<typeof migrationReport>;

export const pluginReport = z.object({
  id: z.string(),
  description: z.string(),
  version: z.string(),
  status: z.enum(pluginStatuses),
  /** Why it failed, or which plugin it waits for. */
  reason: z.string().nullable(),
  startMs: z.number().nullable(),
  /** Service ids; optional ones end in `?`. */
  needs: z.array(z.string()).readonly(),
  dependents: z.array(z.string()).readonly(),
  /** Secrets replaced by `••••`. */
  config: z.unknown(),
  migrations: z.array(migrationReport).readonly(),
  endpoints: z.array(z.string()).readonly(),
});
export type PluginView = z.output<typeof pluginReport>;

export const hostReport = z.object({
  version: z.string(),
  node: z.string(),
  startedAt: z.number(),
  ready: z.boolean(),
  database: z.string(),
  environment: z.string(),
  plugins: z.array(pluginReport).readonly(),
});
export type HostView = z.output<typeof hostReport>;

export const runStatuses = ['running', 'succeeded', 'failed', 'canceled'] as const;
export const jobRun = z.object({
  id: z.string(),
  jobId: z.string(),
  trigger: z.enum(['schedule', 'manual', 'event']),
  status: z.enum(runStatuses),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  /** 0 to 1. */
  progress: z.number(),
  message: z.string().nullable(),
  error: z.string().nullable(),
  result: z.unknown(),
  /** The last 500 lines; of a single run only. */
  log: z.array(z.string()).readonly().optional().readonly(),
});
export type RunView = z.output<typeof jobRun>;

export const job = z.object({
  /** `<plugin>.<job>` */
  id: z.string(),
  pluginId: z.string(),
  title: z.string(),
  /** Five fields, UTC; null for a job that runs on demand. */
  cron: z.string().nullable(),
  nextRunAt: z.number().nullable(),
  lastRun: jobRun.nullable(),
  /** Milliseconds, oldest first. */
  recentDurations: z.array(z.number()).readonly(),
});
export type JobView = z.output<typeof job>;

export const auditRecord = z.object({
  seq: z.int(),
  at: z.number(),
  action: z.string(),
  actor: z.object({
    kind: z.enum(['user', 'service', 'system']),
    id: z.string(),
    name: z.string().optional(),
  }),
  orgId: z.string().nullish(),
  target: z.object({ type: z.string(), id: z.string(), name: z.string().optional() }),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  ip: z.string().nullish(),
  requestId: z.string().nullish(),
  hash: z.string(),
});
export type AuditView = z.output<typeof auditRecord>;

const term = z.string().min(1).max(200).optional();
/** Epoch ms, as text in a query. */
const time = z.coerce.number().int().min(0).max(8_640_000_000_000_000).optional();

/** `action` ending in a dot finds all actions of that kind; `target` is an id, or `type:id`. `to` is exclusive. */
export const auditFilter = z.object({
  actor: term,
  action: term,
  target: term,
  orgId: term,
  from: time,
  to: time,
});
export type AuditFilterQuery = z.output<typeof auditFilter>;

export const verification = z.object({
  checkedAt: z.number(),
  /** The first entry that does not fit the chain; null for a whole chain. */
  broken: z.object({ seq: z.int(), reason: z.string() }).nullable(),
});
