import type { TimedEvent } from '../visitEvent';
import { isSearch, isSubmit, isToggle } from './elements';
import { incident, type Incident } from './incident';

const isSubmission = (event: TimedEvent): boolean =>
  (event.eventType === 'click' && isSubmit(event.elementType)) ||
  event.name === 'form_submitted' ||
  event.name === 'task_completed';

/**
 * Fields of a screen touched, the screen left or the session ended, and nothing submitted; the last field is blamed. Not
 * where only settings were switched, which many pages keep at once, nor by searching.
 */
export function abandonedForms(events: readonly TimedEvent[]): Incident[] {
  const incidents: Incident[] = [];
  let screen: string | null = null;
  let lastField: TimedEvent | null = null;
  let touches = 0;
  let filledIn = false;
  const forget = () => {
    lastField = null;
    touches = 0;
    filledIn = false;
  };
  const leave = () => {
    if (lastField && filledIn) incidents.push(incident('form_abandonment', lastField, touches));
    forget();
  };
  for (const event of events) {
    if (event.screenId !== screen && !(lastField && isSubmission(event))) leave();
    screen = event.screenId;
    if (isSubmission(event)) forget();
    else if (event.eventType === 'input_meta' && !isSearch(event.elementType)) {
      lastField = event;
      touches++;
      filledIn ||= !isToggle(event.elementType);
    }
  }
  leave();
  return incidents;
}
