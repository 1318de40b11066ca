import fc from 'fast-check';
import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import { warehouseMigrations } from '../../../telemetry/migrations';
import { startPackPortal, type PackPortal } from '../../testing/portal';
import { epochOf } from './calendar';
import { stageContributors } from '../build/contributors';
import { boundOf, compileCells, placementTable } from './compileCells';
import { compileUnits } from './compileUnits';
import { kindOf } from './kinds';

/**
 * The property that the noise is calibrated to, on the SQL that runs: removing one unit changes at most C cells, its
 * count and buckets by at most 1 each, its sums by at most their bound.
 */
const kind = kindOf('ux_benchmarks');
const cellsPerUnit = 3;
const tasks = ['a', 'b', 'c'];

interface Run {
  readonly org: number;
  readonly user: number;
  readonly day: number;
  readonly task: number;
  readonly complexity: number;
  readonly duration: number;
  readonly clicks: number;
  readonly friction: number;
}

const run = fc.record({
  org: fc.nat(3),
  user: fc.nat(4),
  day: fc.nat(2),
  task: fc.nat(2),
  complexity: fc.integer({ min: -1, max: 9 }),
  duration: fc.integer({ min: -10, max: 10_000_000 }),
  clicks: fc.integer({ min: -2, max: 2000 }),
  friction: fc.double({ min: -2, max: 3, noNaN: true }),
});

let packs: PackPortal;
beforeAll(async () => {
  packs = await startPackPortal({ definitions: [], orgs: [] });
  expect(warehouseMigrations.length).toBeGreaterThan(0);
});
afterAll(() => packs.portal.stop());

const user = ({ org, user: number, day }: Run) => `${org}/${number}/${day}`;

async function cellsOf(connection: WarehouseConnection, runs: readonly Run[], merges: boolean) {
  await connection.run('DELETE FROM fact_task_runs');
  for (const one of runs) {
    await connection.run(
      `INSERT INTO fact_task_runs (org_id, product_id, session_id, user_hash, task_type, start, duration_ms, clicks, friction, flow_complexity)
       VALUES ($1, 'app', 's', $2, $3, CAST($4 AS TIMESTAMP), $5, $6, $7, $8)`,
      [
        `org_${one.org}`,
        `user_${one.user}`,
        tasks[one.task]!,
        `2026-09-0${one.day + 1}`,
        one.duration,
        one.clicks,
        one.friction,
        one.complexity,
      ],
    );
  }
  const units = { from: '2026-09-01', to: '2026-10-01', cells: cellsPerUnit, hashKey: 'key' };
  for (const { sql, params } of compileUnits(kind, units)) await connection.run(sql, params);
  const rows = await connection.query<Record<string, bigint | bigint[]>>(compileCells(kind, merges));
  return new Map(rows.map(row => [Number(row.cell), row]));
}

// Cells of several levels at once: tasks a by day, b and c by month, or c with all complexities merged.
test.each([
  { merges: false, cellOfC: (detail: number) => 200 + detail },
  { merges: true, cellOfC: () => 200 },
])('removing one unit changes at most C cells, each by its bound ($merges)', async ({ merges, cellOfC }) => {
  await packs.portal.core.warehouse.session({}, async connection => {
    await stageContributors(
      connection,
      [0, 1, 2, 3].map(org => ({ orgId: `org_${org}`, productId: 'app', vertical: 'CUSTOM' })),
    );
    await connection.run(placementTable);
    const placed = [1, 2, 3].flatMap(day =>
      tasks.flatMap((task, t) =>
        [1, 2, 3, 4, 5].map(detail => {
          const cell = t === 0 ? day * 10 + detail : t === 1 ? 100 + detail : cellOfC(detail);
          return { day: epochOf(`2026-09-0${day}`), task, detail: String(detail), cell };
        }),
      ),
    );
    await connection.append('pb_placement', [
      { type: 'DATE', values: placed.map(({ day }) => day) },
      { type: 'VARCHAR', values: placed.map(() => 'CUSTOM') },
      { type: 'VARCHAR', values: placed.map(({ task }) => task) },
      { type: 'VARCHAR', values: placed.map(({ detail }) => detail) },
      { type: 'INTEGER', values: placed.map(({ cell }) => cell) },
    ]);
    await fc.assert(
      fc.asyncProperty(fc.array(run, { minLength: 1, maxLength: 40 }), async runs => {
        const leaver = user(runs[0]!);
        const before = await cellsOf(connection, runs, merges);
        const after = await cellsOf(
          connection,
          runs.filter(one => user(one) !== leaver),
          merges,
        );
        let changed = 0;
        for (const [cell, row] of before) {
          const other = after.get(cell);
          const difference = (name: string) => Math.abs(Number(row[name]) - Number(other?.[name] ?? 0));
          const differs = difference('total') > 0;
          if (differs) changed += 1;
          expect(difference('total')).toBeLessThanOrEqual(1);
          for (const measure of kind.measures) {
            const name = `m_${measure.id}`;
            if (measure.type === 'sum') {
              expect(difference(name)).toBeLessThanOrEqual(differs ? boundOf(measure) : 0);
            } else {
              const buckets = (row[name] as bigint[]).map(
                (count, i) => Number(count) - Number((other?.[name] as bigint[] | undefined)?.[i] ?? 0),
              );
              expect(buckets.every(change => change === 0 || change === 1)).toBe(true);
              expect(buckets.reduce((sum, change) => sum + change, 0)).toBe(differs ? 1 : 0);
            }
          }
        }
        expect(changed).toBeLessThanOrEqual(cellsPerUnit);
        expect([...after.keys()].every(cell => before.has(cell))).toBe(true);
      }),
      { numRuns: 40, seed: 7 },
    );
  });
});
