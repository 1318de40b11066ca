import { z } from 'zod';
import { about, figure, trended } from './figures';

export const symptoms = ['rage_click', 'dead_click', 'error', 'backtrack', 'form_abandonment'] as const;
export type Symptom = (typeof symptoms)[number];

export const hotspot = z.object({
  productId: z.string(),
  screenId: z.string(),
  route: z.string(),
  sessions: z.int(),
  /** Distinct users × severity. */
  impact: figure,
  /** Distinct users who met something that went wrong here. */
  users: figure,
  /** Mean frustration, 0 to 1, of what the sessions did here. */
  severity: trended,
  /** Severity per day, oldest first. */
  days: z.array(z.number()),
  rageClickRate: figure,
  deadClickRate: figure,
  errorRate: figure,
  dropoffRate: figure,
  /** Ms per session. */
  timeSpent: figure,
  /** Those most sessions meet, most frequent first. */
  topSymptoms: z.array(z.object({ symptom: z.enum(symptoms), rate: figure })),
});
export type Hotspot = z.output<typeof hotspot>;

export const hotspots = z.object({ about, hotspots: z.array(hotspot), total: z.int() });
export type Hotspots = z.output<typeof hotspots>;

const incidentGroup = z.object({
  kind: z.string(),
  elementType: z.string().nullable(),
  /** The hash of its label: the label itself never leaves the product. */
  elementLabelHash: z.string().nullable(),
  errorCode: z.string().nullable(),
  incidents: z.int(),
  users: z.int(),
  sessions: z.int(),
  lastAt: z.int(),
});
export type IncidentGroup = z.output<typeof incidentGroup>;

const stay = z.object({
  screenId: z.string(),
  enteredAt: z.int(),
  spentMs: z.int(),
  clicks: z.int(),
  task: z.string().nullable(),
  symptoms: z.array(z.object({ symptom: z.enum(symptoms), count: z.int() })),
  exited: z.boolean(),
});
export type Stay = z.output<typeof stay>;

const timeline = z.object({
  sessionId: z.string(),
  startedAt: z.int(),
  frustration: z.number(),
  release: z.string().nullable(),
  segment: z.string().nullable(),
  device: z.string().nullable(),
  stays: z.array(stay),
});
export type Timeline = z.output<typeof timeline>;

export const hotspotDetail = z.object({
  about,
  /** Null where no session came to the screen in this window. */
  hotspot: hotspot.nullable(),
  incidents: z.array(incidentGroup),
  /** Sessions with the most frustration here, then the newest. */
  samples: z.array(timeline),
});
export type HotspotDetail = z.output<typeof hotspotDetail>;
