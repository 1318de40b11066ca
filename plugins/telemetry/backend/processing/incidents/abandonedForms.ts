import type { TimedEvent } from '../visitEvent';
import { isSubmit } from './elements';
import { incident, type Incident } from './incident';

const isSubmission = (event: TimedEvent): boolean =>
  (event.eventType === 'click' && isSubmit(event.elementType)) ||
  event.name === 'form_submitted' ||
  event.name === 'task_completed';

/** Fields of a screen touched, the screen left or the session ended, and nothing submitted; the last field is blamed. */
export function abandonedForms(events: readonly TimedEvent[]): Incident[] {
  const incidents: Incident[] = [];
  let screen: string | null = null;
  let lastField: TimedEvent | null = null;
  let touches = 0;
  const leave = () => {
    if (lastField) incidents.push(incident('form_abandonment', lastField, touches));
    lastField = null;
    touches = 0;
  };
  for (const event of events) {
    if (event.screenId !== screen && !(lastField && isSubmission(event))) leave();
    screen = event.screenId;
    if (isSubmission(event)) {
      lastField = null;
      touches = 0;
    } else if (event.eventType === 'input_meta') {
      lastField = event;
      touches++;
    }
  }
  leave();
  return incidents;
}
