import type { TimedEvent } from '../visitEvent';

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

export interface Incident {
  readonly kind: IncidentKind;
  readonly ts: number;
  /** What is blamed: the element clicked, the last field touched, the screen returned from, the last thing done in a
   * task. */
  readonly blamed: TimedEvent;
  /** Clicks of a burst, errors of a loop. */
  readonly occurrences: number;
}

export const incident = (kind: IncidentKind, blamed: TimedEvent, occurrences = 1): Incident => ({
  kind,
  ts: blamed.ts,
  blamed,
  occurrences,
});
