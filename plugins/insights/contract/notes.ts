import { z } from 'zod';
import { about } from './figures';

export const noteCategories = ['friction', 'confusion', 'efficiency', 'adoption', 'conversion'] as const;
export type NoteCategory = (typeof noteCategories)[number];
export const severities = ['high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];
export const verdicts = ['accepted', 'not_actionable', 'ignored'] as const;
export type Verdict = (typeof verdicts)[number];

export const evidence = z.object({
  /** A key of the answer’s definitions. */
  metric: z.string(),
  value: z.number(),
  n: z.int(),
  /** 95 % confidence interval. */
  ci: z.tuple([z.number(), z.number()]),
  /** The view that shows the number: an address within the portal. */
  query: z.string(),
});
export type Evidence = z.output<typeof evidence>;

const feedback = z.object({
  verdict: z.enum(verdicts),
  at: z.int(),
  by: z.string(),
});
export type Feedback = z.output<typeof feedback>;

export const note = z.object({
  /** The same for the same finding, whatever window it is seen in. */
  id: z.string(),
  productId: z.string(),
  /** Null for a note about a task or a release. */
  screenId: z.string().nullable(),
  title: z.string(),
  summary: z.string(),
  category: z.enum(noteCategories),
  severity: z.enum(severities),
  /** 0 to 1: one minus the chance of such evidence in a product without the problem, after correction. */
  confidence: z.number(),
  relatedScreens: z.array(z.string()),
  recommendations: z.array(z.string()),
  evidence: z.array(evidence),
  /** Whether a language model put the evidence into other words. */
  rephrased: z.boolean(),
  feedback: feedback.nullable(),
});
export type Note = z.output<typeof note>;

export const notes = z.object({
  about,
  notes: z.array(note),
  /** Findings that were tested for, so that the reader can weigh what was found. */
  tested: z.int(),
});
export type Notes = z.output<typeof notes>;
