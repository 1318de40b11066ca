import { z } from 'zod';
import { about, trended } from './figures';
import { hotspot } from './hotspots';
import { note } from './notes';

const perDay = z.object({ day: z.string(), value: z.number().nullable(), n: z.int() });

export const overview = z.object({
  about,
  /** 0 (calm) to 100. */
  frictionIndex: trended.extend({ days: z.array(perDay) }),
  /** 0 to 100 and above: 100 is as good as the task's own successful runs. */
  efficiencyScore: trended.extend({ days: z.array(perDay) }),
  sessions: trended.extend({ days: z.array(perDay) }),
  /** 0 to 1, of the runs that ended. */
  taskSuccess: trended,
  /** On how many of their days people did the task that the filters name; null without one. */
  taskAdoption: trended.nullable(),
  topHotspots: z.array(hotspot),
  noteOfTheDay: note.nullable(),
});
export type Overview = z.output<typeof overview>;

export const options = z.object({
  /** Null until the organisation’s first event was processed. */
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
  products: z.array(z.object({ productId: z.string(), name: z.string() })),
  /** Newest first, by the first session that ran it. */
  releases: z.array(z.object({ release: z.string(), sessions: z.int() })),
  segments: z.array(z.string()),
  devices: z.array(z.string()),
  tasks: z.array(z.object({ task: z.string(), runs: z.int() })),
});
export type Options = z.output<typeof options>;
