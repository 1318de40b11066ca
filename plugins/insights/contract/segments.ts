import { z } from 'zod';
import { about, figure } from './figures';
import { filterFields } from './filters';

const { productId, release, segment, device, task } = filterFields;
/** What a saved segment keeps: everything but the range, which moves with the day. */
export const segmentFilters = z
  .strictObject({ productId, release, segment, device, task })
  .refine(chosen => Object.values(chosen).some(value => value !== undefined), 'Choose at least one filter.');

export const newSegment = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, 'Give the segment a name.')
    .max(80, 'Use at most 80 characters.')
    .regex(/^[^\p{Cc}\u2028-\u202e\u2066-\u2069]*$/u, 'Leave out line breaks and invisible characters.'),
  filters: segmentFilters,
});

export const savedSegment = z.object({
  id: z.string(),
  name: z.string(),
  filters: z.record(z.string(), z.string()),
  createdBy: z.string(),
  createdAt: z.int(),
});
export type SavedSegment = z.output<typeof savedSegment>;

const cluster = z.object({
  /** From its features: `Short, high-friction sessions`. */
  name: z.string(),
  sessions: z.int(),
  share: figure,
  /** Means; ms. */
  duration: figure,
  clicks: figure,
  screens: figure,
  friction: figure,
  /** Share of sessions with a task given up. */
  abandoned: figure,
  /** The device and segment most of them share. */
  commonDevice: z.string().nullable(),
  commonSegment: z.string().nullable(),
});
export type Cluster = z.output<typeof cluster>;

export const clusters = z.object({
  about,
  clusters: z.array(cluster),
  /** How well the groups part, −1 to 1 (mean silhouette); null with fewer than two groups. */
  separation: z.number().nullable(),
});
export type Clusters = z.output<typeof clusters>;
