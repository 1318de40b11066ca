import { ambient, hasFlaw, type Mishap, type TaskModel } from './taxonomy';
import type { Vertical } from './vocabulary';
import { verticalModels } from './verticals';

/** What packs ought to find: known here because it was planted. */
export interface TaskTruth {
  readonly vertical: Vertical;
  readonly taskType: string;
  /**
   * Expected friction of a run on release 0, 1, 2 …, from what goes wrong in it. Telemetry adds a little for what that
   * costs in time and clicks.
   */
  readonly friction: readonly number[];
  /** Screens with a planted flaw on release 0, 1, 2 … */
  readonly badScreens: ReadonlyArray<readonly string[]>;
}

export interface ReleaseTruth {
  readonly vertical: Vertical;
  readonly taskType: string;
  readonly release: number;
  /** Expected change of friction; negative where the release helped. */
  readonly frictionDelta: number;
}

/** Weights of telemetry's frustration score, as it ships. */
const weights = { rage: 0.3, dead: 0.2, backtrack: 0.2, error: 0.4, abandoned: 0.5 } as const;

const strain: Readonly<Record<Mishap, number>> = {
  dead_click: weights.dead,
  slow_response: weights.dead,
  rage_click: weights.rage,
  error: weights.error,
  error_loop: 3 * weights.error,
};

/** Releases whose truth differs; later ones are as the last. */
export const releasesTold = 3;

/**
 * Mishaps are independent of each other, so 1 − E[exp(−Σ strain)] is one minus the product of each one's expectation.
 */
export function expectedFriction(task: TaskModel, release: number): number {
  const kept = (chance: number, one: number) => 1 - chance * (1 - Math.exp(-one));
  const planted = task.flaws
    .filter(flaw => hasFlaw(flaw, release))
    .reduce((product, flaw) => product * kept(flaw.chance, strain[flaw.mishap]), 1);
  return (
    1 -
    planted *
      kept(ambient.dead, weights.dead) *
      kept(ambient.error, weights.error) *
      kept(ambient.backtrack, weights.backtrack) *
      kept(ambient.abandon, weights.abandoned)
  );
}

function screenOf(task: TaskModel, element: string): string {
  let screen = task.steps[0].screen;
  for (const step of task.steps) {
    if (step.do === 'open') screen = step.screen;
    if (step.do === 'press' && step.element === element) return screen;
  }
  throw new RangeError(`${task.id} has no element ${element}`);
}

const releases = Array.from({ length: releasesTold }, (_, release) => release);

export function taskTruths(): TaskTruth[] {
  return verticalModels.flatMap(({ vertical, tasks }) =>
    tasks.map(task => ({
      vertical,
      taskType: task.id,
      friction: releases.map(release => expectedFriction(task, release)),
      badScreens: releases.map(release => [
        ...new Set(
          task.flaws.filter(flaw => hasFlaw(flaw, release)).map(flaw => screenOf(task, flaw.element)),
        ),
      ]),
    })),
  );
}

/** The task of each vertical that is worst on the oldest release. */
export function worstTasks(): Array<{ readonly vertical: Vertical; readonly taskType: string }> {
  const truths = taskTruths();
  return verticalModels.flatMap(({ vertical }) => {
    const [worst] = truths
      .filter(truth => truth.vertical === vertical)
      .sort((a, b) => (b.friction[0] ?? 0) - (a.friction[0] ?? 0));
    return worst ? [{ vertical, taskType: worst.taskType }] : [];
  });
}

export function releaseTruths(): ReleaseTruth[] {
  return taskTruths().flatMap(({ vertical, taskType, friction }) =>
    releases.slice(1).map(release => ({
      vertical,
      taskType,
      release,
      frictionDelta: (friction[release] ?? 0) - (friction[release - 1] ?? 0),
    })),
  );
}
