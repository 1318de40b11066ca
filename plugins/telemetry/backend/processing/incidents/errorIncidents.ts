import type { TimedEvent } from '../visitEvent';
import { incident, type Incident } from './incident';

const afterClickMs = 1_000;
const loopMs = 60_000;
const loopErrors = 3;

export const isError = (event: TimedEvent): boolean => event.eventType === 'custom' && event.name === 'error';

/** Error clicks (an error within 1 s of a click, once per click) and error loops (the same error ≥ 3 times in 60 s). */
export function errorIncidents(events: readonly TimedEvent[]): Incident[] {
  const incidents: Incident[] = [];
  const recent = new Map<string, TimedEvent[]>();
  let click: TimedEvent | null = null;
  for (const event of events) {
    if (event.eventType === 'click') click = event;
    if (!isError(event)) continue;
    if (click && event.ts - click.ts <= afterClickMs) {
      incidents.push(incident('error_click', click));
      click = null;
    }
    const code = event.errorCode ?? '';
    const same = (recent.get(code) ?? []).filter(earlier => event.ts - earlier.ts <= loopMs);
    same.push(event);
    // One loop is one incident; the next begins from nothing.
    if (same.length === loopErrors) incidents.push(incident('error_loop', event, loopErrors));
    recent.set(code, same.length === loopErrors ? [] : same);
  }
  return incidents;
}
