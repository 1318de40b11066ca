import { groupBy } from './groupBy';
import { anyDetail, otherTask, type Kind } from './kinds';
import { splitReleaseDetail } from './kinds/releaseDeltas';
import type { Grain } from './calendar';

/** How far a key's cells are generalized: its own calendar grain, all details of its task, or all tasks. */
export type Level = Grain | 'any' | 'other';

export const coarseness: readonly Level[] = ['day', 'week', 'month', 'any', 'other'];

export interface PlannedKey {
  readonly vertical: string;
  readonly task: string;
  readonly detail: string;
  readonly level: Level;
}

/** A row of the plan query. */
export interface LevelCounts {
  readonly level: Exclude<Level, 'other'>;
  readonly vertical: string;
  readonly task: string;
  readonly detail: string;
  readonly units: number;
  readonly windows: number;
  readonly passing: number;
}

export interface PlanOptions {
  readonly kind: Kind;
  /** Units a cell needs to be released. */
  readonly threshold: number;
  /** Units from which on a cell's margins are of use: what a grain finer than the coarsest must promise. */
  readonly useful: number;
  /** Days of the month that the counts cover. */
  readonly days: number;
  readonly coarsest: Grain;
  /** Adds the plan's noise to the month's units of one key. */
  noise(key: { vertical: string; task: string; detail: string }): number;
}

/** Windows of a grain that must keep the org rules for the grain to be chosen. */
const passingShare = 0.8;
/** A window is planned a little above the threshold, so that ordinary days do not fall below it. */
const headroom = 1.25;
/** For the last grain the release test itself decides: a key well below it is merged instead of tried. */
const lastChance = 0.75;

const keyOf = ({ vertical, task, detail }: { vertical: string; task: string; detail: string }) =>
  JSON.stringify([vertical, task, detail]);

/**
 * Decides how far each key is generalized, before any measure is read: from noised counts of units, paid for by the
 * plan's share of ρ, and from the org rules. The result places each base cell in exactly one final cell.
 */
export function planLevels(counts: readonly LevelCounts[], options: PlanOptions): PlannedKey[] {
  const { kind, threshold, useful, days, coarsest } = options;
  const keys = [
    ...groupBy(
      counts.filter(({ level }) => level !== 'any'),
      keyOf,
    ).values(),
  ];
  const noisy = new Map<string, number>();
  for (const rows of keys) {
    const [first] = rows;
    // Every grain's total is the same units: one noised number serves all.
    if (first) noisy.set(keyOf(first), first.units + options.noise(first));
  }
  const expectedPerWindow = (units: number, grain: Grain) =>
    grain === 'day' ? units / days : grain === 'week' ? (units * 7) / Math.max(7, days) : units;
  const allowed = (row: LevelCounts | undefined) =>
    row !== undefined && row.passing >= passingShare * row.windows;

  const taskOf = ({ vertical, task }: LevelCounts) => JSON.stringify([vertical, task]);
  const detailsOf = new Map<string, number>();
  for (const [key] of keys) if (key) detailsOf.set(taskOf(key), (detailsOf.get(taskOf(key)) ?? 0) + 1);
  const planned = keys.flatMap(rows => {
    const [key] = rows;
    if (!key) return [];
    const units = noisy.get(keyOf(key)) ?? 0;
    // A detail that can be merged with others of its task stands alone only where it is clearly large enough.
    const mergeable = kind.mergesDetails && (detailsOf.get(taskOf(key)) ?? 0) > 1;
    const needed = (one: Grain) => {
      if (one !== coarsest) return Math.max(threshold * headroom, useful);
      return threshold * (mergeable ? headroom : lastChance);
    };
    const grain = rows
      .flatMap(row => (row.level !== 'any' && allowed(row) ? [row.level] : []))
      .sort((a, b) => coarseness.indexOf(a) - coarseness.indexOf(b))
      .find(one => expectedPerWindow(units, one) >= needed(one));
    return [{ key, units, grain }];
  });

  /** All details of the task that cannot stand alone, together; or, if that is still too few, all such tasks. */
  function mergedLevel({ vertical, task }: LevelCounts): Level {
    if (!kind.mergesDetails || task === otherTask) return 'other';
    const merged = counts.find(row => row.level === 'any' && row.vertical === vertical && row.task === task);
    const units = planned
      .filter(({ key, grain }) => !grain && key.vertical === vertical && key.task === task)
      .reduce((sum, one) => sum + one.units, 0);
    return allowed(merged) && expectedPerWindow(units, coarsest) >= threshold * lastChance ? 'any' : 'other';
  }

  const levels = planned.map(({ key, grain }) => {
    const { vertical, task, detail } = key;
    // Where details are kept, OTHER's own cells are the ones that other tasks are merged into.
    const level = task === otherTask && !kind.mergesDetails ? 'other' : (grain ?? mergedLevel(key));
    return { vertical, task, detail, level };
  });
  return kind.detailJoin ? pairReleaseSides(levels) : levels;
}

/** Both sides of a release must stand in cells of the same task, or they cannot be compared. */
function pairReleaseSides(keys: readonly PlannedKey[]): PlannedKey[] {
  const pairs = groupBy(keys, ({ vertical, task, detail }) =>
    JSON.stringify([vertical, task, splitReleaseDetail(detail).label]),
  );
  return [...pairs.values()].flatMap(pair => {
    const merge = pair.length < 2 || pair.some(({ level }) => level === 'other');
    return merge ? pair.map(key => ({ ...key, level: 'other' as const })) : pair;
  });
}

/** The level that a cell goes to when it breaks an org rule at this one; null when it can only be dropped. */
export function nextLevel(level: Level, task: string, kind: Kind, coarsest: Grain): Level | null {
  if (level === 'other') return null;
  if (level === 'any' || (level === coarsest && (!kind.mergesDetails || task === otherTask))) return 'other';
  if (level === coarsest) return 'any';
  return level === 'day' ? 'week' : 'month';
}

/** The cell that a base cell belongs to at a level. */
export function placeAt(level: Level, key: { vertical: string; task: string; detail: string }, kind: Kind) {
  if (level === 'any') return { vertical: key.vertical, task: key.task, detail: anyDetail };
  if (level === 'other') {
    return { vertical: key.vertical, task: otherTask, detail: kind.mergesDetails ? anyDetail : key.detail };
  }
  return { vertical: key.vertical, task: key.task, detail: key.detail };
}
