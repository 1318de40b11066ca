import { z } from 'zod';

/** One number, with what it rests on. `null` where nothing was observed. */
export const figure = z.object({
  value: z.number().nullable(),
  /** Observations it rests on: sessions, runs or stays, as its definition says. */
  n: z.int(),
  /** Ends of the 95 % confidence interval, where one is given. */
  low: z.number().optional(),
  high: z.number().optional(),
});
export type Figure = z.output<typeof figure>;

/** A number beside the one of the equally long window before. */
export const trended = figure.extend({
  previous: figure,
  /** value − previous; null where either is missing. */
  delta: z.number().nullable(),
});
export type Trended = z.output<typeof trended>;

/** What a metric is, for whoever reads its numbers. */
export const definition = z.object({ title: z.string(), definition: z.string(), unit: z.string() });
export type Definition = z.output<typeof definition>;

const day = z.string();

/** Stands in every answer: which window, which filters, and what its numbers mean. */
export const about = z.object({
  /** UTC days, both included. */
  window: z.object({ from: day, to: day }),
  /** The equally long window before, which deltas compare with. */
  previous: z.object({ from: day, to: day }),
  filters: z.record(z.string(), z.string()),
  definitions: z.record(z.string(), definition),
  /** One session of this many was read; 1 is all of them. */
  sampleEvery: z.int(),
});
export type About = z.output<typeof about>;
