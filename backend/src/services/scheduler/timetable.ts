import cron, { type ScheduledTask } from 'node-cron';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** 29 February comes at least every eight years. */
const daysAhead = 8 * 366;

/** When a five-field cron expression is due, in UTC. Times are epoch ms of whole minutes. */
export interface Timetable {
  /** The first time after `at`. */
  next(at: number): number | null;
  /** The last time at or before `at`, not more than a day ago. */
  lastWithinDay(at: number): number | null;
  /** Calls `due` at each time by the system's clock until stopped; keeps no process alive. */
  follow(due: (at: number) => void): () => void;
}

export function createTimetable(expression: string): Timetable {
  if (expression.trim().split(/\s+/).length !== 5 || !cron.validate(expression))
    throw new Error(
      `"${expression}" is not a five-field cron expression, such as "0 6 5 * *" for the 5th at 06:00 UTC.`,
    );
  const { hour, minute } = cron.parse(expression);
  const times = hour.flatMap(h => minute.map(m => h * hourMs + m * minuteMs)).sort((a, b) => a - b);
  const matcher = cron.createTask(expression, () => undefined, { timezone: 'UTC' });
  /** node-cron decides about days, which have rules of their own; hours and minutes are plain sets. */
  const ofDay = (day: number) =>
    matcher.match(new Date(day + (times[0] ?? 0))) ? times.map(time => day + time) : [];
  const dayOf = (at: number) => Math.floor(at / dayMs) * dayMs;

  return {
    next(at) {
      for (let ahead = 0; ahead <= daysAhead; ahead++) {
        const found = ofDay(dayOf(at) + ahead * dayMs).find(time => time > at);
        if (found !== undefined) return found;
      }
      return null;
    },
    lastWithinDay(at) {
      for (const day of [dayOf(at), dayOf(at) - dayMs]) {
        const found = ofDay(day).findLast(time => time <= at && time > at - dayMs);
        if (found !== undefined) return found;
      }
      return null;
    },
    follow(due) {
      const task: ScheduledTask = cron.createTask(
        expression,
        ({ date }) => due(Math.floor(date.getTime() / minuteMs) * minuteMs),
        { timezone: 'UTC', unref: true, suppressMissedWarning: true },
      );
      void task.start();
      return () => void task.destroy();
    },
  };
}
