import { z } from 'zod';
import { about, figure } from './figures';
import { filterFields, releaseName } from './filters';

const { productId, from, to, segment, device, task } = filterFields;
export const releaseQuery = z.object({
  productId,
  from,
  to,
  segment,
  device,
  task,
  /** Compared with … */
  a: releaseName,
  b: releaseName,
});
export type ReleaseQuery = z.output<typeof releaseQuery>;

/** A difference b − a; for durations the ratio b : a. */
const change = z.object({
  a: figure,
  b: figure,
  change: figure,
  /** The same after weighting b’s segments and devices like a’s. */
  likeForLike: z.number().nullable(),
  verdict: z.enum(['better', 'worse', 'unclear']),
});
export type Change = z.output<typeof change>;

const taskComparison = z.object({
  task: z.string(),
  runs: z.object({ a: z.int(), b: z.int() }),
  success: change,
  duration: change,
  friction: change,
  /** Too few runs on one side for these figures to be relied on. */
  tooFew: z.boolean(),
});
export type TaskComparison = z.output<typeof taskComparison>;

const mixShift = z.object({
  dimension: z.enum(['segment', 'device', 'task']),
  value: z.string(),
  /** Shares of the runs. */
  a: z.number(),
  b: z.number(),
});
export type MixShift = z.output<typeof mixShift>;

export const releaseComparison = z.object({
  about,
  a: z.object({ release: z.string(), runs: z.int(), sessions: z.int() }),
  b: z.object({ release: z.string(), runs: z.int(), sessions: z.int() }),
  /** Fewer runs than this on a side raise the warning. */
  leastRuns: z.int(),
  /** Largest worsening of friction first. */
  tasks: z.array(taskComparison),
  /** Largest shift first; empty where the two ran alike. */
  mixShifts: z.array(mixShift),
});
export type ReleaseComparison = z.output<typeof releaseComparison>;
