import { elementKey } from './incidents/elements';
import type { TimedEvent } from './visitEvent';

/** A run without completion for this long is abandoned. */
const abandonMs = 15 * 60_000;

/** One attempt at a task, by what was done in it. */
export interface TaskRun {
  /** The `task_started` event's id. */
  readonly runId: string;
  readonly started: TimedEvent;
  readonly taskType: string;
  readonly end: number;
  /** The last thing done in it; of an abandoned run, what it was given up at. */
  readonly last: TimedEvent;
  readonly success: boolean;
  readonly abandoned: boolean;
  readonly clicks: number;
  readonly screens: number;
  /** Steps taken, and different ones among them: S and N of lostness. */
  readonly steps: number;
  readonly distinctSteps: number;
}

interface OpenRun {
  readonly started: TimedEvent;
  readonly taskType: string;
  clicks: number;
  last: TimedEvent;
  steps: number;
  lastStep: string;
  readonly screens: Set<string>;
  readonly distinct: Set<string>;
}

/** A canonical step: an element acted on, or a screen come to. Scrolling and focus are no steps. */
function stepOf(event: TimedEvent): string | null {
  if (event.eventType === 'navigation') return event.screenId;
  if (event.eventType !== 'click' && event.eventType !== 'input_meta') return null;
  return elementKey(event) ?? `${event.screenId}|${event.elementType ?? ''}`;
}

function open(started: TimedEvent, taskType: string): OpenRun {
  const { screenId } = started;
  return {
    started,
    taskType,
    clicks: 0,
    last: started,
    steps: 1,
    lastStep: screenId,
    screens: new Set([screenId]),
    distinct: new Set([screenId]),
  };
}

function take(run: OpenRun, event: TimedEvent) {
  run.last = event;
  run.screens.add(event.screenId);
  if (event.eventType === 'click') run.clicks++;
  const step = stepOf(event);
  // Keystrokes of one field are one step.
  if (step === null || (step === run.lastStep && event.eventType !== 'click')) return;
  run.lastStep = step;
  run.steps++;
  run.distinct.add(step);
}

const close = (run: OpenRun, end: number, outcome: { success: boolean; abandoned: boolean }): TaskRun => ({
  runId: run.started.eventId,
  started: run.started,
  taskType: run.taskType,
  end,
  last: run.last,
  ...outcome,
  clicks: run.clicks,
  screens: run.screens.size,
  steps: run.steps,
  distinctSteps: run.distinct.size,
});

const abandon = (run: OpenRun): TaskRun => close(run, run.last.ts, { success: false, abandoned: true });

/**
 * Pairs starts and completions of a session. A run is abandoned when its session ends, 15 minutes pass, or the same task
 * starts anew before it was completed; it then ends with the last thing done in it. A completion without a start is not
 * a run.
 */
export function taskRuns(events: readonly TimedEvent[]): TaskRun[] {
  const openRuns = new Map<string, OpenRun>();
  const runs: TaskRun[] = [];
  const drop = (run: OpenRun) => {
    openRuns.delete(run.taskType);
    runs.push(abandon(run));
  };
  for (const event of events) {
    for (const run of openRuns.values()) if (event.ts - run.started.ts > abandonMs) drop(run);
    const { taskId } = event;
    if (event.name === 'task_started' && taskId !== null) {
      const unfinished = openRuns.get(taskId);
      if (unfinished) drop(unfinished);
      for (const run of openRuns.values()) take(run, event);
      openRuns.set(taskId, open(event, taskId));
    } else if (event.name === 'task_completed' && taskId !== null) {
      const run = openRuns.get(taskId);
      if (!run) continue;
      run.screens.add(event.screenId);
      openRuns.delete(taskId);
      runs.push(close(run, event.ts, { success: event.success ?? true, abandoned: false }));
    } else {
      for (const run of openRuns.values()) take(run, event);
    }
  }
  for (const run of openRuns.values()) runs.push(abandon(run));
  return runs.sort((a, b) => a.started.ts - b.started.ts || (a.runId < b.runId ? -1 : 1));
}
