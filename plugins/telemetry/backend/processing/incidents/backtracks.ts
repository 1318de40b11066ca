import type { TimedEvent } from '../visitEvent';
import { incident, type Incident } from './incident';

const backMs = 20_000;

/**
 * A → B → A within 20 s. Not where a task began or ended in B: then there was a reason to go there, and to return.
 */
export function backtracks(events: readonly TimedEvent[]): Incident[] {
  const incidents: Incident[] = [];
  let before: string | null = null;
  let here: TimedEvent | null = null;
  let taskHere = false;
  for (const event of events) {
    if (here === null) here = event;
    else if (event.screenId !== here.screenId) {
      if (event.screenId === before && event.ts - here.ts <= backMs && !taskHere) {
        incidents.push(incident('backtrack', here));
      }
      before = here.screenId;
      here = event;
      taskHere = false;
    }
    if (event.name === 'task_started' || event.name === 'task_completed') taskHere = true;
  }
  return incidents;
}
