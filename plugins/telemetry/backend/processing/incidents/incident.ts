import type { IncidentKind } from '../../../contract';
import type { TimedEvent } from '../visitEvent';

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
