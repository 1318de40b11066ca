import { z } from 'zod';
import { about, figure } from './figures';
import { filterFields } from './filters';

export const mostSteps = 10;

/** Of the runs on the way; needs no task. */
const success = z
  .enum(['true', 'false'], 'Use true or false.')
  .transform(text => text === 'true')
  .optional();

export const archetypeQuery = z.object({ ...filterFields, success });
export type ArchetypeQuery = z.output<typeof archetypeQuery>;

export const flowQuery = z.object({
  ...filterFields,
  success,
  steps: z.coerce.number().int().min(2).max(mostSteps).default(5),
});
export type FlowQuery = z.output<typeof flowQuery>;

const topFlow = z.object({
  screens: z.array(z.string()),
  sessions: z.int(),
  /** Of all sessions (of all runs, where a task is named). */
  share: figure,
  /** Mean strain-based frustration over the flow, 0 to 1. */
  friction: figure,
  success: figure,
  /** Median, ms. */
  duration: figure,
});
export type TopFlow = z.output<typeof topFlow>;
export const topFlows = z.object({ about, flows: z.array(topFlow), total: z.int() });
export type TopFlows = z.output<typeof topFlows>;

const node = z.object({
  /** `step:screen`. */
  id: z.string(),
  step: z.int(),
  screenId: z.string(),
  /** True for the screens of this step that are too rare to be drawn alone. */
  others: z.boolean(),
  sessions: z.int(),
  /** Share that ended here. */
  dropoff: figure,
  friction: figure,
  /** Median stay, ms. */
  timeSpent: figure,
});
export type FlowNode = z.output<typeof node>;
const edge = z.object({ source: z.string(), target: z.string(), sessions: z.int() });
export type FlowEdge = z.output<typeof edge>;

export const flowGraph = z.object({
  about,
  nodes: z.array(node),
  edges: z.array(edge),
  /** Sessions (runs, where a task is named) in the graph. */
  total: z.int(),
});
export type FlowGraph = z.output<typeof flowGraph>;

const archetype = z.object({
  productId: z.string(),
  month: z.string(),
  task: z.string(),
  taskLabel: z.string(),
  inferred: z.boolean(),
  archetypeId: z.string(),
  label: z.string(),
  steps: z.array(z.string()),
  /** Share of the task’s runs in the month, as far as the filters take them in. */
  coverage: figure,
  success: figure,
  /** Seconds. */
  duration: figure,
  friction: figure,
});
export type Archetype = z.output<typeof archetype>;
export const archetypes = z.object({ about, archetypes: z.array(archetype) });
export type Archetypes = z.output<typeof archetypes>;
