import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import { firstDay, grains, nextMonth, windowsOf, type Grain, type Window } from '../aggregation/calendar';
import { groupBy } from '../aggregation/groupBy';
import { compilePlan } from '../aggregation/compilePlan';
import { compileUnits } from '../aggregation/compileUnits';
import type { Kind, Row } from '../aggregation/kinds';
import { coarseness, planLevels, type Level, type LevelCounts, type PlannedKey } from '../aggregation/plan';
import { addNoise, cellId, releaseThreshold, usefulUnits } from '../privacy/releaseCell';
import { createBreather } from './breathe';
import { decideCells, type DecideOptions, type Passed, type Placement } from './decideCells';
import { emptyOutcome, type Carried, type Outcome } from './outcome';
import { stageReleases } from './stageReleases';

export interface MonthState {
  readonly month: string;
  readonly epoch: number;
  /** Levels that decide this month's windows before it closes: those of the month before. */
  readonly plan: readonly PlannedKey[] | null;
  /** `grain start` of windows decided before. */
  readonly decided: ReadonlySet<string>;
  readonly carried: readonly Carried[];
}

export interface DecidedWindow {
  readonly window: Window;
  readonly outcome: Outcome;
  readonly rows: readonly Row[];
}

export interface MonthRelease {
  readonly closed: boolean;
  /** The month's own levels once it is closed, which also plan the next month; until then the plan in force. */
  readonly plan: readonly PlannedKey[];
  readonly windows: readonly DecidedWindow[];
}

export interface MonthOptions extends Omit<DecideOptions, 'connection'> {
  readonly connection: WarehouseConnection;
  /** Days before it are closed. */
  readonly asOf: string;
  readonly hashKey: string;
}

export const windowId = ({ grain, start }: Window): string => `${grain} ${start}`;

/** Grains that a pack's cells may have, finest first. */
export function grainsOf(kind: Kind, coarsest: Grain): Grain[] {
  const from = grains.indexOf(kind.finest);
  return grains.slice(from, Math.max(from, grains.indexOf(coarsest)) + 1);
}

/** The days a build must read to decide what can be decided now; null when nothing can. */
export function daysToRead(
  state: MonthState,
  kind: Kind,
  coarsest: Grain,
  asOf: string,
): { from: string; to: string } | null {
  if (firstDay(nextMonth(state.month)) <= asOf) {
    return { from: firstDay(state.month), to: firstDay(nextMonth(state.month)) };
  }
  const windows = openWindows(state, kind, coarsest, asOf);
  const [first] = windows.map(({ start }) => start).sort();
  const last = windows
    .map(({ end }) => end)
    .sort()
    .at(-1);
  return first && last ? { from: first, to: last } : null;
}

/** Windows of an open month that have ended, are undecided, and that the plan or a carried cell asks for. */
function openWindows(state: MonthState, kind: Kind, coarsest: Grain, asOf: string): Window[] {
  const wanted = new Set<Level>([...(state.plan ?? []), ...state.carried].map(({ level }) => level));
  return grainsOf(kind, coarsest)
    .filter(grain => wanted.has(grain))
    .flatMap(grain => windowsOf(state.month, grain))
    .filter(window => window.end <= asOf && !state.decided.has(windowId(window)));
}

/** Decides every window of the month that has ended. Reads only the days {@link daysToRead} names. */
export async function releaseMonth(state: MonthState, options: MonthOptions): Promise<MonthRelease | null> {
  const { connection, kind, coarsest, asOf } = options;
  const days = daysToRead(state, kind, coarsest, asOf);
  if (!days) return null;
  if (kind.detailJoin) await stageReleases(connection, days, options.parameters.minOrgs);
  const units = { ...days, cells: options.parameters.cellsPerUnit, hashKey: options.hashKey };
  for (const { sql, params } of compileUnits(kind, units)) await connection.run(sql, params);

  const closed = firstDay(nextMonth(state.month)) <= asOf;
  const own = closed ? await planMonth(state, options) : null;
  const plan = own ? inForce(own, state.plan, coarsest) : (state.plan ?? []);
  const due = (grain: Grain) =>
    windowsOf(state.month, grain).filter(
      window => window.end <= asOf && !state.decided.has(windowId(window)),
    );

  const outcomes = new Map<string, { window: Window; outcome: Outcome }>();
  const outcomeOf = (window: Window) => {
    const known = outcomes.get(windowId(window)) ?? { window, outcome: emptyOutcome() };
    outcomes.set(windowId(window), known);
    return known.outcome;
  };
  const passed: Passed[] = [];
  let carried: Carried[] = [...state.carried];
  const levels: Level[] = [...grainsOf(kind, coarsest), ...(closed ? (['any', 'other'] as const) : [])];
  for (const level of levels) {
    const merged = level === 'any' || level === 'other';
    // Merged levels are decided once, when the month has closed, over all windows of the coarsest grain.
    const windows = merged ? windowsOf(state.month, coarsestOf(kind, coarsest)) : due(level);
    windows.forEach(outcomeOf);
    const placements = [...placePlanned(plan, level, windows), ...placeCarried(carried, level, windows)];
    passed.push(...(await decideCells(level, placements, options, outcomeOf)));
    const all = [...outcomes.values()].flatMap(({ outcome }) => outcome.carried);
    carried = [...state.carried, ...all];
  }

  const rows = await collectRows(options, passed, outcomeOf);
  const windows = [...outcomes].map(([id, decided]) => ({ ...decided, rows: rows.get(id) ?? [] }));
  return { closed, plan: own ?? plan, windows };
}

const coarsestOf = (kind: Kind, coarsest: Grain): Grain => grainsOf(kind, coarsest).at(-1) ?? kind.finest;

async function planMonth(state: MonthState, options: MonthOptions): Promise<PlannedKey[]> {
  const { connection, kind, coarsest, noise, sigmas, parameters } = options;
  const rows = await connection.query<Record<keyof LevelCounts, never>>(
    compilePlan(kind, parameters.minOrgs, coarsest),
  );
  const counts = rows.map(row => ({
    ...row,
    units: Number(row.units),
    windows: Number(row.windows),
    passing: Number(row.passing),
  }));
  const [span] = await connection.query<{ days: number | bigint }>(
    'SELECT count(DISTINCT day) AS days FROM pb_units',
  );
  return planLevels(counts, {
    kind,
    coarsest: coarsestOf(kind, coarsest),
    days: Math.max(1, Number(span?.days ?? 1)),
    threshold: releaseThreshold(parameters.minCellSessions, sigmas.units ?? 0),
    useful: usefulUnits(kind, sigmas),
    noise: key =>
      addNoise(
        noise,
        JSON.stringify([state.month, key.vertical, key.task, key.detail]),
        'plan',
        [0],
        sigmas.plan ?? 0,
      )[0] ?? 0,
  });
}

/**
 * At the close of a month whose finer windows were decided by an earlier plan: keys of that plan keep their grain, the
 * rest get what the month's own counts say, but never finer than the windows still open.
 */
function inForce(
  own: readonly PlannedKey[],
  earlier: readonly PlannedKey[] | null,
  coarsest: Grain,
): PlannedKey[] {
  if (!earlier) return [...own];
  const at = (level: Level) => coarseness.indexOf(level);
  const id = ({ vertical, task, detail }: PlannedKey) => JSON.stringify([vertical, task, detail]);
  const before = new Map(earlier.map(key => [id(key), key.level]));
  return own.map(key => {
    const level = before.get(id(key));
    if (level && at(level) < at(coarsest)) return { ...key, level };
    return at(key.level) < at(coarsest) ? { ...key, level: coarsest } : key;
  });
}

const placePlanned = (plan: readonly PlannedKey[], level: Level, windows: readonly Window[]): Placement[] =>
  plan
    .filter(key => key.level === level)
    .flatMap(({ vertical, task, detail }) =>
      windows.map(window => ({ vertical, task, detail, start: window.start, end: window.end, window })),
    );

const placeCarried = (carried: readonly Carried[], level: Level, windows: readonly Window[]): Placement[] =>
  carried
    .filter(one => one.level === level)
    .flatMap(({ level: _, ...key }) => {
      const window = windows.find(({ start, end }) => start <= key.start && key.start < end);
      return window ? [{ ...key, window }] : [];
    });

/** Makes the rows and books each cell that passed: as released, or, where it gives no row, as withheld. */
async function collectRows(
  { kind, signal }: MonthOptions,
  passed: readonly Passed[],
  outcomeOf: (window: Window) => Outcome,
): Promise<Map<string, Row[]>> {
  const rows = new Map<string, Row[]>();
  const breathe = createBreather(signal);
  const { rowOf = cellId } = kind;
  for (const parts of groupBy(passed, ({ cell }) => rowOf(cell.key)).values()) {
    await breathe();
    const row = kind.row(parts.map(({ cell }) => cell));
    const [first] = parts;
    if (row && first) {
      rows.set(windowId(first.window), [...(rows.get(windowId(first.window)) ?? []), row]);
      outcomeOf(first.window).published += 1;
    }
    for (const part of parts) {
      const outcome = outcomeOf(part.window);
      outcome.candidate += part.baseCells;
      outcome.units += part.units;
      if (row) {
        outcome.unitsReleased += part.units;
        if (part.baseCells > 1) outcome.generalized += part.baseCells;
        continue;
      }
      const { vertical, task, detail } = part.cell.key;
      const reason = row === null ? 'too_noisy' : 'no_comparison';
      outcome.dropped[reason] = (outcome.dropped[reason] ?? 0) + part.baseCells;
      outcome.withheld.push({ window: windowId(part.window), vertical, taskType: task, detail, reason });
    }
  }
  return rows;
}
