import { deviceTypes, limits, patterns } from '@netcrab/plugin-telemetry/contract';
import { z } from 'zod';

/** Days a view may span: a year, and a leap day. */
export const longestRangeDays = 366;

const line = (max: number, hint: string) => z.string().min(1, hint).max(max, hint).regex(patterns.line, hint);
const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, 'Use a UTC day: 2026-11-01.')
  .refine(text => !Number.isNaN(Date.parse(`${text}T00:00:00Z`)), 'There is no such day.');

/** What narrows a view; the same names stand in the address of every page. Absent: all. */
export const filterFields = {
  productId: z.string().regex(patterns.productId, 'Use the id of one of your products.').optional(),
  /** First and last UTC day; the last 30 days without them. */
  from: day.optional(),
  to: day.optional(),
  release: line(limits.short, 'Use a release as your events name it, such as 3.2.0.').optional(),
  segment: line(limits.short, 'Use a segment as your events name it.').optional(),
  device: z.enum(deviceTypes, `Use one of ${deviceTypes.join(', ')}.`).optional(),
  task: line(limits.text, 'Use a task type as your events name it.').optional(),
} as const;
export const filters = z.object(filterFields);
export type Filters = z.output<typeof filters>;

export const screenId = line(limits.screenId, 'Use the id of a screen.');
export const releaseName = line(limits.short, 'Use a release as your events name it, such as 3.2.0.');
