import { round } from '../../privacy/means';
import type { Told } from './tellable';

/** A task's noised figures, each with its margin at 95 %. */
export interface TaskFigures {
  readonly task_type: string;
  readonly user_days: number;
  /** Mean friction, 0 to 1. */
  readonly friction: Told;
  /** Share of runs that were completed. */
  readonly completion: Told;
  /** Geometric mean, seconds. */
  readonly duration_s: Told;
}

/** What stands out, in words of the public taxonomy alone. */
export interface Finding {
  readonly finding: 'highest_friction' | 'lowest_completion' | 'longest_duration';
  readonly task_type: string;
  readonly value: number;
  readonly moe95: number;
  /** The mean of the other tasks' figures. */
  readonly others: number;
}

interface Measured {
  readonly task: string;
  readonly value: number;
  readonly moe95: number;
}

const measured = (tasks: readonly TaskFigures[], of: (task: TaskFigures) => Told): Measured[] =>
  tasks.flatMap(task => {
    const { value, moe95 } = of(task);
    return value === null || moe95 === null ? [] : [{ task: task.task_type, value, moe95 }];
  });

/** The task that lies farthest on one side, if it lies there beyond the margins of both. */
function extreme(figures: readonly Measured[], sign: 1 | -1, finding: Finding['finding']): Finding[] {
  const [first, ...others] = [...figures].sort(
    (a, b) => sign * (b.value - a.value) || (a.task < b.task ? -1 : 1),
  );
  if (!first || others.length === 0) return [];
  const mean = others.reduce((sum, { value }) => sum + value, 0) / others.length;
  const margin = Math.hypot(first.moe95, Math.hypot(...others.map(({ moe95 }) => moe95)) / others.length);
  if (sign * (first.value - mean) <= margin) return [];
  const { task, value, moe95 } = first;
  return [{ finding, task_type: task, value, moe95, others: round(mean, 3) }];
}

/** Findings whose difference is wider than the noise. */
export const findingsOf = (tasks: readonly TaskFigures[]): Finding[] => [
  ...extreme(
    measured(tasks, ({ friction }) => friction),
    1,
    'highest_friction',
  ),
  ...extreme(
    measured(tasks, ({ completion }) => completion),
    -1,
    'lowest_completion',
  ),
  ...extreme(
    measured(tasks, ({ duration_s }) => duration_s),
    1,
    'longest_duration',
  ),
];
