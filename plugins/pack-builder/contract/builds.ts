import { z } from 'zod';

export const buildStatuses = ['published', 'unchanged', 'withheld', 'failed'] as const;
export type BuildStatus = (typeof buildStatuses)[number];

/** Why a base cell is not in the pack. */
export const dropReasons = [
  'too_few_orgs',
  'one_org_dominates',
  'two_orgs_dominate',
  'p_percent',
  'too_few_sessions',
  'too_noisy',
  'no_comparison',
] as const;

const withheldCell = z.object({
  /** Grain and first day: `month 2026-09-01`. */
  window: z.string(),
  vertical: z.string(),
  taskType: z.string(),
  /** Complexity, archetype or release; `*` where merged. */
  detail: z.string(),
  reason: z.enum(dropReasons),
});

export const buildReport = z.object({
  buildId: z.string(),
  cells: z.object({
    candidate: z.number(),
    published: z.number(),
    generalized: z.number(),
    dropped: z.number(),
  }),
  dropReasons: z.record(z.string(), z.number()),
  suppressedShare: z.number(),
  orgsBand: z.string(),
  sessions: z.number(),
  privacy: z.object({
    minOrgs: z.number(),
    minSessions: z.number(),
    minCellSessions: z.number(),
    cellsPerUnit: z.number(),
    rho: z.number(),
    epsilon: z.number(),
    delta: z.number(),
    budgetSpent: z.number(),
    budgetLimit: z.number(),
  }),
  from: z.string().nullable(),
  to: z.string().nullable(),
});

/** What an admin sees beside the public report: names that must not leave the platform. */
export const adminReport = buildReport.extend({ withheld: z.array(withheldCell) });

export const buildRecord = z.object({
  id: z.string(),
  packId: z.string(),
  /** Of the job run that made it. */
  runId: z.string(),
  asOf: z.string(),
  reason: z.string(),
  status: z.enum(buildStatuses),
  version: z.string().nullable(),
  startedAt: z.number(),
  finishedAt: z.number(),
  message: z.string().nullable(),
  report: adminReport.nullable(),
});
export type BuildRecord = z.output<typeof buildRecord>;
export type AdminReport = z.output<typeof adminReport>;
