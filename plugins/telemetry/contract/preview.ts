import { z } from 'zod';
import { ingestAnswer } from './endpoints';

/** What can go wrong in a session, as `fact_incidents` names it. */
export const incidentKinds = [
  'rage_click',
  'dead_click',
  'error_click',
  'error_loop',
  'backtrack',
  'form_abandonment',
  'task_abandoned',
] as const;
export type IncidentKind = (typeof incidentKinds)[number];

const score = z.number().min(0).max(1);

const previewedIncident = z.object({
  kind: z.enum(incidentKinds),
  /** Epoch ms. */
  ts: z.int(),
  screenId: z.string(),
  elementType: z.string().nullable(),
  /** Clicks of a burst, errors of a loop. */
  occurrences: z.int().positive(),
});

const previewedRun = z.object({
  taskType: z.string(),
  durationMs: z.int().nonnegative(),
  clicks: z.int().nonnegative(),
  screens: z.int().positive(),
  success: z.boolean(),
  abandoned: z.boolean(),
  /** Of what happened in it; its efficiency joins once other runs of the task give a baseline. */
  friction: score,
});

/** What events would become: the answer of ingest, and what processing makes of those it accepts. */
export const preview = z.object({
  answer: ingestAnswer,
  sessions: z.array(
    z.object({
      productId: z.string(),
      durationMs: z.int().nonnegative(),
      events: z.int().positive(),
      clicks: z.int().nonnegative(),
      screens: z.int().positive(),
      /** 1 − exp(−Σ of the contributions). */
      frustration: score,
      /** Each signal's part of the strain. */
      contributions: z.object({
        rage: z.number(),
        dead: z.number(),
        backtrack: z.number(),
        error: z.number(),
        abandoned: z.number(),
      }),
      incidents: z.array(previewedIncident),
      runs: z.array(previewedRun),
    }),
  ),
});
export type Preview = z.output<typeof preview>;
