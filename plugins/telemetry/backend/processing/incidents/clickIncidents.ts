import type { TimedEvent } from '../visitEvent';
import { elementKey, isPlainContent, isRepeatable, isTextInput } from './elements';
import { incident, type Incident } from './incident';

const burstMs = 1_000;
const burstClicks = 3;
const deadMs = 2_500;

/**
 * Whether this session's source looks for responses to clicks. A recorder that never does would make every click a dead
 * one, so there the absence of a response says nothing.
 */
const measuresResponses = (events: readonly TimedEvent[]): boolean =>
  events.some(event => event.responseMs !== null || /^(?:@?netcrab\/)?web(?:[/@-]|$)/.test(event.sdkVersion));

/** Whether something answered between two moments: a new screen, a task's end. */
const isResponse = (event: TimedEvent): boolean =>
  event.eventType === 'navigation' || event.name === 'task_completed' || event.name === 'task_started';

/** Rage clicks: at least 3 on the same element within 1 s with no response between them; one incident per burst. */
function rageBursts(events: readonly TimedEvent[]): { incidents: Incident[]; members: Set<TimedEvent> } {
  const incidents: Incident[] = [];
  const members = new Set<TimedEvent>();
  let burst: TimedEvent[] = [];
  let burstKey: string | null = null;
  const end = () => {
    // A burst lasts while any 3 clicks in a row fall within a second.
    const raging = new Set<TimedEvent>();
    for (let i = burstClicks - 1; i < burst.length; i++) {
      const window = burst.slice(i - burstClicks + 1, i + 1);
      const [first, last] = [window[0], window.at(-1)];
      if (first && last && last.ts - first.ts <= burstMs) for (const click of window) raging.add(click);
    }
    const [first] = raging;
    if (first) incidents.push(incident('rage_click', first, raging.size));
    for (const click of raging) members.add(click);
    burst = [];
    burstKey = null;
  };
  for (const event of events) {
    if (event.eventType !== 'click') {
      if (isResponse(event)) end();
      continue;
    }
    const key = isRepeatable(event.elementType) ? null : elementKey(event);
    const last = burst.at(-1);
    const answered = last !== undefined && last.responseMs !== null && last.ts + last.responseMs <= event.ts;
    if (key === null || key !== burstKey || answered || (last && event.ts - last.ts > burstMs)) end();
    if (key !== null) {
      burst.push(event);
      burstKey = key;
    }
  }
  end();
  return { incidents, members };
}

/** Links out and modifier clicks answer elsewhere; the SDK says so in `extra`, and leaves the click's response at 0. */
function isDead(events: readonly TimedEvent[], index: number): boolean {
  const click = events[index];
  if (!click || isTextInput(click.elementType) || isPlainContent(click.elementType)) return false;
  if (click.responseMs !== null) return click.responseMs > deadMs;
  for (let i = index + 1; i < events.length; i++) {
    const next = events[i];
    if (!next || next.ts - click.ts > deadMs) break;
    if (isResponse(next)) return false;
  }
  return true;
}

/** Rage and dead clicks of a session; the clicks of a rage burst are not dead ones besides. */
export function clickIncidents(events: readonly TimedEvent[]): Incident[] {
  const { incidents, members } = rageBursts(events);
  if (measuresResponses(events)) {
    events.forEach((event, index) => {
      if (event.eventType === 'click' && !members.has(event) && isDead(events, index))
        incidents.push(incident('dead_click', event));
    });
  }
  return incidents;
}
