import { createHash } from 'node:crypto';

const eventsPerSession = 20;

/** A session of a task with a dead click, all of whose events tell by their segment whose they are. */
export function eventsOf(name, now) {
  const end = Date.parse(now) - 60_000;
  const digits = createHash('sha256').update(name).digest('hex');
  return Array.from({ length: eventsPerSession }, (_, step) => {
    const ts = end - (eventsPerSession - step) * 3_000;
    const time = ts.toString(16).padStart(12, '0');
    const first = step === 0 && { eventType: 'custom', name: 'task_started', taskId: 'task' };
    const last = step === eventsPerSession - 1 && {
      eventType: 'custom',
      name: 'task_completed',
      taskId: 'task',
      success: true,
    };
    return {
      eventId: `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${digits.slice(0, 10)}${step.toString(16).padStart(2, '0')}`,
      productId: 'app',
      sessionId: name,
      userHash: `u_${digits.slice(0, 12)}`,
      ts: new Date(ts).toISOString(),
      eventType: 'click',
      elementType: 'button',
      ...(step !== 5 && { responseMs: 80 }),
      screenId: `screen-${step % 4}`,
      route: '/',
      releaseVersion: '1.0.0',
      segment: name,
      ...first,
      ...last,
    };
  });
}
