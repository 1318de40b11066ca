import { column } from './compileUnits';
import type { Kind, Measure } from './kinds';

/** Which final cell each base cell is placed in, filled by the build. */
export const placementTable = `CREATE OR REPLACE TEMP TABLE pb_placement (day DATE, vertical VARCHAR, task VARCHAR, detail VARCHAR, cell INTEGER)`;

const bucketSql = (value: string, edges: readonly number[]) =>
  `CASE ${edges
    .slice(1, -1)
    .map((edge, index) => `WHEN ${value} < ${edge} THEN ${index}`)
    .join(' ')} ELSE ${edges.length - 2} END`;

/** Largest change that one unit makes to a cell's noised value, in integer steps. */
export const boundOf = (measure: Measure): number =>
  measure.type === 'sum' ? Math.ceil(measure.high / 2) : 1;

/** What a unit adds to its cell: its clipped mean less the middle of the range, or the bucket that the mean falls in. */
const unitValue = (measure: Measure) =>
  measure.type === 'sum'
    ? `CAST(least(${measure.high}, greatest(0, ${column(measure)})) - ${measure.high / 2} AS BIGINT) AS ${column(measure)}`
    : `${bucketSql(column(measure), measure.edges)} AS ${column(measure)}`;

/**
 * The last stages: units → placed in final cells → per org → org rank → cell; thresholds and noise follow in TypeScript.
 * One row per final cell: orgs, units, the two largest orgs, base cells merged into it, and per measure Σ(x − mid) or
 * the list of bucket counts. A unit counts once per cell, with the mean of its runs. Reads `pb_units`.
 * @param merges whether a cell may hold several base cells of one unit: where tasks or details are merged. Days of a
 *   window are not: each is another unit.
 */
export function compileCells(kind: Kind, merges: boolean): string {
  const sums = kind.measures.flatMap(measure => (measure.type === 'sum' ? [column(measure)] : []));
  const histograms = kind.measures.flatMap(measure => (measure.type === 'histogram' ? [measure] : []));
  const perUnit = merges
    ? `SELECT cell, org, ${kind.measures.map(one => `CAST(sum(${column(one)}) AS BIGINT) // CAST(sum(runs) AS BIGINT) AS ${column(one)}`).join(', ')}
  FROM placed GROUP BY cell, org, person, day`
    : `SELECT cell, org, ${kind.measures.map(one => `${column(one)} // runs AS ${column(one)}`).join(', ')} FROM placed`;
  const total = (name: string) => `CAST(sum(${name}) AS BIGINT) AS ${name}`;
  // Counted per bucket first and laid out after: a filter per bucket would look at every unit as often.
  const spreads = histograms.map(measure => {
    const buckets = measure.edges
      .slice(1)
      .map((_, i) => `CAST(coalesce(sum(units) FILTER (bucket = ${i}), 0) AS BIGINT)`);
    return `, h_${measure.id} AS (
  SELECT cell, [${buckets.join(', ')}] AS ${column(measure)}
  FROM (SELECT cell, ${column(measure)} AS bucket, count(*) AS units FROM units GROUP BY cell, ${column(measure)}) GROUP BY cell
)`;
  });
  return `WITH places AS MATERIALIZED (
  SELECT p.day, k.key, p.cell FROM pb_placement p JOIN pb_keys k USING (vertical, task, detail)
), placed AS (
  SELECT u.*, p.cell FROM pb_units u JOIN places p ON p.day = u.day AND p.key = u.key
), units AS MATERIALIZED (
  SELECT cell, org, ${kind.measures.map(unitValue).join(', ')} FROM (${perUnit})
), ranked AS (
  SELECT *, row_number() OVER (PARTITION BY cell ORDER BY units DESC, org) AS place
  FROM (SELECT ${['cell', 'org', 'count(*) AS units', ...sums.map(total)].join(', ')} FROM units GROUP BY cell, org)
), shares AS (
  SELECT ${['cell, count(*) AS orgs, CAST(sum(units) AS BIGINT) AS total, max(units) AS largest', 'coalesce(max(units) FILTER (place = 2), 0) AS second', ...sums.map(total)].join(', ')}
  FROM ranked GROUP BY cell
), base AS (
  SELECT p.cell, count(*) AS base_cells FROM (SELECT DISTINCT day, key FROM pb_units) u
  JOIN places p ON p.day = u.day AND p.key = u.key GROUP BY p.cell
)${spreads.join('')}
SELECT * FROM shares JOIN base USING (cell)${histograms.map(({ id }) => ` JOIN h_${id} USING (cell)`).join('')} ORDER BY cell`;
}
