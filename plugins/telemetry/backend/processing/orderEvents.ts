import type { TimedEvent, VisitEvent } from './visitEvent';

/** Among events of one millisecond: a task starts before what is done in it, and ends after. */
const rank = (event: VisitEvent): number =>
  event.name === 'task_started' ? 0 : event.name === 'task_completed' ? 2 : 1;

const inTime = (a: TimedEvent, b: TimedEvent): number =>
  a.ts - b.ts || rank(a) - rank(b) || (a.eventId < b.eventId ? -1 : a.eventId > b.eventId ? 1 : 0);

/**
 * Each event once, the clock corrected, in order, whatever the order of arrival. Batches of one visit measure the same
 * clock through different delays; the smallest correction holds the least delay, and one correction for all keeps
 * their order.
 */
export function orderEvents(events: readonly VisitEvent[]): TimedEvent[] {
  const byId = new Map<string, VisitEvent>();
  let shift = Infinity;
  for (const event of events) {
    if (event.shiftMs < shift) shift = event.shiftMs;
    const known = byId.get(event.eventId);
    if (!known || event.receivedAt < known.receivedAt) byId.set(event.eventId, event);
  }
  const ordered = [...byId.values()];
  for (const event of ordered) event.ts = event.rawTs + shift;
  return ordered.sort(inTime);
}
