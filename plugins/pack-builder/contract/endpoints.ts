import { endpoint } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { buildRecord } from './builds';
import { packKinds } from './definition';
import { buildPacks, readContributions } from './permissions';

const access = { permission: buildPacks } as const;
const tags = ['pack builds'];
const day = z.iso.date('Use a date such as 2026-10-01.');
const limit = z.coerce.number().int().min(1).max(200).default(50);

const packStatus = z.object({
  packId: z.string(),
  title: z.string(),
  kind: z.enum(packKinds),
  vertical: z.string(),
  updateFrequency: z.string(),
  demo: z.boolean(),
  file: z.string(),
  version: z.string().nullable(),
  rows: z.number(),
  lastBuild: buildRecord.omit({ report: true }).nullable(),
});
export type PackStatus = z.output<typeof packStatus>;

const run = z.object({
  id: z.string(),
  status: z.enum(['running', 'succeeded', 'failed', 'canceled']),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  progress: z.number(),
  message: z.string().nullable(),
  error: z.string().nullable(),
});
export type BuildRun = z.output<typeof run>;

const contributionCount = z.object({
  packId: z.string(),
  /** `2026-11`. */
  month: z.string(),
  orgSessions: z.int(),
  totalSessions: z.int(),
});
export type ContributionCount = z.output<typeof contributionCount>;

export const endpoints = {
  contributionCounts: endpoint({
    method: 'GET',
    path: '/v1/marketplace/contribution-counts',
    summary: 'Sessions that the organisation contributed to each pack, by month',
    description:
      'Newest month first. `totalSessions` is what all organisations contributed to the pack in that month: the base of revenue shares. Counted by the builds, so today is not in it yet.',
    tags: ['Contributions'],
    access: { permission: readContributions },
    output: z.object({ counts: z.array(contributionCount) }),
  }),
  listPackStatus: endpoint({
    method: 'GET',
    path: '/v1/admin/packs',
    summary: 'Packs with their last build, and definition files with their errors',
    tags,
    access,
    output: z.object({
      packs: z.array(packStatus),
      problems: z.array(
        z.object({
          file: z.string(),
          line: z.number().nullable(),
          column: z.number().nullable(),
          field: z.string(),
          message: z.string(),
        }),
      ),
      /** The build that runs now. */
      running: run.nullable(),
      nextRunAt: z.number().nullable(),
    }),
  }),
  startBuild: endpoint({
    method: 'POST',
    path: '/v1/admin/builds',
    summary: 'Run a build of one pack, or of all',
    description:
      'Days before `asOf` are closed; today by default. `restateFrom` decides the months from that day on again, with fresh noise, and charges the privacy budget once more.',
    tags,
    access,
    status: 202,
    body: z.strictObject({
      packId: z.string().optional(),
      asOf: day.optional(),
      restateFrom: day.optional(),
    }),
    output: z.object({ runId: z.string() }),
    errors: ['invalid_request', 'not_found'],
  }),
  getBuildRun: endpoint({
    method: 'GET',
    path: '/v1/admin/build-runs/:runId',
    summary: 'Progress of a build run',
    tags,
    access,
    params: z.object({ runId: z.string() }),
    output: run,
    errors: ['not_found'],
  }),
  listBuilds: endpoint({
    method: 'GET',
    path: '/v1/admin/builds',
    summary: 'History of builds, newest first',
    tags,
    access,
    query: z.object({ packId: z.string().optional(), limit }),
    output: z.object({ builds: z.array(buildRecord.omit({ report: true })) }),
  }),
  getBuild: endpoint({
    method: 'GET',
    path: '/v1/admin/builds/:buildId',
    summary: 'One build with its report: what was published, generalized, dropped and why',
    tags,
    access,
    params: z.object({ buildId: z.string() }),
    output: buildRecord,
    errors: ['not_found'],
  }),
  getLedger: endpoint({
    method: 'GET',
    path: '/v1/admin/privacy-ledger',
    summary: 'Privacy spent per source and day',
    tags,
    access,
    query: z.object({ from: day.optional(), to: day.optional(), source: z.string().optional(), limit }),
    output: z.object({
      limit: z.number(),
      /** Most spent first. */
      days: z.array(
        z.object({
          source: z.string(),
          day: z.string(),
          spent: z.number(),
          charges: z.array(
            z.object({ packId: z.string(), epoch: z.number(), purpose: z.string(), rho: z.number() }),
          ),
        }),
      ),
    }),
  }),
} as const;
