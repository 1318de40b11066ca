import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import { daysBetween, epochOf, type Grain, type Window } from '../aggregation/calendar';
import { compileCells, placementTable } from '../aggregation/compileCells';
import type { CellKey, Kind, NoisyCell } from '../aggregation/kinds';
import { nextLevel, placeAt, type Level } from '../aggregation/plan';
import { brokenOrgRule } from '../privacy/orgRules';
import { cellId, releaseCell, type NoiseSource, type PrivacyParameters } from '../privacy/releaseCell';
import { createBreather } from './breathe';
import type { Carried, DropReason, Outcome } from './outcome';

/** A base key, the days it is placed for, and the window of its final cell. */
export interface Placement extends Omit<Carried, 'level'> {
  readonly window: Window;
}

export interface DecideOptions {
  readonly connection: WarehouseConnection;
  readonly kind: Kind;
  readonly coarsest: Grain;
  readonly parameters: PrivacyParameters;
  readonly sigmas: Readonly<Record<string, number>>;
  readonly noise: NoiseSource;
  readonly signal: AbortSignal;
}

/** A cell that was noised and passed, and what it merged. */
export interface Passed {
  readonly cell: NoisyCell;
  readonly window: Window;
  readonly baseCells: number;
  readonly units: number;
}

type CellRow = Record<string, number | bigint | ReadonlyArray<number | bigint>>;

/**
 * Decides all cells of one level: places base cells, aggregates, applies the org rules, and noises what keeps them.
 * A cell that breaks an org rule has not been noised: its base cells are carried to the next level.
 */
export async function decideCells(
  level: Level,
  placements: readonly Placement[],
  options: DecideOptions,
  outcomeOf: (window: Window) => Outcome,
): Promise<Passed[]> {
  if (placements.length === 0) return [];
  const { connection, kind } = options;
  const cells = new Map<string, { index: number; key: CellKey; window: Window; placed: Placement[] }>();
  for (const placement of placements) {
    const key = {
      grain: placement.window.grain,
      start: placement.window.start,
      ...placeAt(level, placement, kind),
    };
    const id = cellId(key);
    const cell = cells.get(id);
    if (cell) cell.placed.push(placement);
    else cells.set(id, { index: cells.size, key, window: placement.window, placed: [placement] });
  }
  await place(connection, [...cells.values()]);
  const rows = await connection.query<CellRow>(compileCells(kind, level === 'any' || level === 'other'));

  const byIndex = [...cells.values()];
  const breathe = createBreather(options.signal);
  const passed: Passed[] = [];
  for (const row of rows) {
    await breathe();
    const cell = byIndex[Number(row.cell)];
    if (!cell) continue;
    const outcome = outcomeOf(cell.window);
    const units = Number(row.total);
    const baseCells = Number(row.base_cells);
    const withhold = (reason: DropReason) => {
      outcome.candidate += baseCells;
      outcome.units += units;
      outcome.dropped[reason] = (outcome.dropped[reason] ?? 0) + baseCells;
      const { vertical, task, detail } = cell.key;
      outcome.withheld.push({
        window: `${cell.window.grain} ${cell.window.start}`,
        vertical,
        taskType: task,
        detail,
        reason,
      });
    };
    const shares = {
      orgs: Number(row.orgs),
      total: units,
      largest: Number(row.largest),
      second: Number(row.second),
    };
    const rule = brokenOrgRule(shares, options.parameters.minOrgs);
    if (rule) {
      const next = nextLevel(level, cell.key.task, kind, options.coarsest);
      if (next)
        for (const { window: _, ...key } of cell.placed) outcome.carried.push({ ...key, level: next });
      else withhold(rule);
      continue;
    }
    const values = Object.fromEntries(kind.measures.map(({ id }) => [id, toNumbers(row[`m_${id}`])]));
    const exact = { key: cell.key, orgs: shares.orgs, units, values };
    const noisy = releaseCell(kind, exact, options.noise, options.sigmas, options.parameters);
    if (noisy) passed.push({ cell: noisy, window: cell.window, baseCells, units });
    else withhold('too_few_sessions');
  }
  return passed;
}

const toNumbers = (value: CellRow[string] | undefined): number | number[] =>
  Array.isArray(value) ? value.map(Number) : Number(value ?? 0);

async function place(
  connection: WarehouseConnection,
  cells: ReadonlyArray<{ index: number; placed: readonly Placement[] }>,
): Promise<void> {
  const rows = cells.flatMap(({ index, placed }) =>
    placed.flatMap(one => daysBetween(one.start, one.end).map(day => ({ ...one, day, index }))),
  );
  await connection.run(placementTable);
  await connection.append('pb_placement', [
    { type: 'DATE', values: rows.map(({ day }) => epochOf(day)) },
    { type: 'VARCHAR', values: rows.map(({ vertical }) => vertical) },
    { type: 'VARCHAR', values: rows.map(({ task }) => task) },
    { type: 'VARCHAR', values: rows.map(({ detail }) => detail) },
    { type: 'INTEGER', values: rows.map(({ index }) => index) },
  ]);
}
