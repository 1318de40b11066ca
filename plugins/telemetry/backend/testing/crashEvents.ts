import type { WireEvent } from '../../contract';
import { wireEventAt } from './arbitraryEvent';

const eventsPerBatch = 40;

/** The n-th batch: sessions that run over many batches, tasks with both outcomes, errors, bursts of clicks. */
export function batchOf(n: number): WireEvent[] {
  return Array.from({ length: eventsPerBatch }, (_, i): WireEvent => {
    const at = n * eventsPerBatch + i;
    const session = at % 7;
    const step = Math.floor(at / 7);
    const fields: Partial<WireEvent> = { sessionId: `s${session}-${n >> 3}`, userHash: `user_000${session}` };
    const taskId = `task-${(step >> 3) % 3}`;
    if (step % 8 === 0) Object.assign(fields, { eventType: 'custom', name: 'task_started', taskId });
    else if (step % 8 === 7)
      Object.assign(fields, {
        eventType: 'custom',
        name: 'task_completed',
        taskId,
        success: (at + n) % 3 > 0,
      });
    else if (at % 31 === 0) Object.assign(fields, { eventType: 'custom', name: 'error', errorCode: 'E1' });
    else
      Object.assign(fields, {
        elementType: 'button',
        elementLabelHash: `label-000${step % 3}`,
        screenId: `screen-${step % 4}`,
      });
    return wireEventAt(at * 90, at, fields);
  });
}
