import { otherTask, type Kind, type Measure } from './kinds';
import { windowStartSql, type Grain } from './calendar';

/**
 * A pack's aggregation in fixed stages, as chained CTEs over telemetry's facts:
 * unit × base cell, clipped → bounded to C base cells per unit → placed in final cells → per org → org rank → cell.
 * Thresholds and noise follow in TypeScript. Nothing here depends on a definition but its kind and C.
 */

/** Temporary tables that a build fills before: who contributes, and, for releases, what each version is. */
export const contributorsTable = `CREATE OR REPLACE TEMP TABLE pb_contributors (org_id VARCHAR, product_id VARCHAR, vertical VARCHAR)`;
export const releasesTable = `CREATE OR REPLACE TEMP TABLE pb_releases (org_id VARCHAR, product_id VARCHAR, version_tag VARCHAR, detail VARCHAR)`;
export const placementTable = `CREATE OR REPLACE TEMP TABLE pb_placement (day DATE, vertical VARCHAR, task VARCHAR, detail VARCHAR, cell INTEGER)`;

const column = ({ id }: Measure) => `m_${id}`;

/**
 * `pb_units`: per unit and base cell the sums of the clipped measures, at most `cells` base cells per unit, chosen by a
 * keyed hash. Parameters: first day, day after the last, key of the hash.
 */
export function compileUnits(kind: Kind, cells: number): string {
  const values = kind.measures.map(measure => `${measure.value} AS ${column(measure)}`);
  const sums = kind.measures.map(measure => `CAST(sum(${column(measure)}) AS BIGINT) AS ${column(measure)}`);
  return `CREATE OR REPLACE TEMP TABLE pb_units AS
WITH runs AS (
  SELECT r.org_id, coalesce(nullif(r.user_hash, ''), 'session ' || r.product_id || ' ' || r.session_id) AS person,
    CAST(r.start AS DATE) AS day, c.vertical,
    CASE WHEN coalesce(r.inferred, false) OR r.task_type IS NULL THEN '${otherTask}' ELSE r.task_type END AS task,
    ${kind.detail} AS detail,
    ${values.join(',\n    ')}
  FROM fact_task_runs r
  JOIN pb_contributors c ON c.org_id = r.org_id AND c.product_id = r.product_id
  ${kind.detailJoin ?? ''}
  WHERE r.start >= CAST($1 AS TIMESTAMP) AND r.start < CAST($2 AS TIMESTAMP)
), unit_cells AS MATERIALIZED (
  SELECT org_id, person, day, vertical, task, detail, count(*) AS runs, ${sums.join(', ')}
  FROM runs GROUP BY org_id, person, day, vertical, task, detail
), crowded AS MATERIALIZED (
  SELECT org_id, person, day FROM unit_cells GROUP BY org_id, person, day HAVING count(*) > ${cells}
), hashed AS (
  SELECT *, md5(concat_ws(chr(31), CAST($3 AS VARCHAR), org_id, person, CAST(day AS VARCHAR), vertical, task, detail)) AS hash
  FROM unit_cells SEMI JOIN crowded USING (org_id, person, day)
), ordered AS (
  SELECT *, row_number() OVER (PARTITION BY org_id, person, day ORDER BY hash, vertical, task, detail) AS pick FROM hashed
)
SELECT org_id, person, day, vertical, task, detail, runs, ${kind.measures.map(column).join(', ')}
FROM unit_cells ANTI JOIN crowded USING (org_id, person, day)
UNION ALL
SELECT org_id, person, day, vertical, task, detail, runs, ${kind.measures.map(column).join(', ')}
FROM ordered WHERE pick <= ${cells}`;
}

/** The org rules of a group of orgs with their units, in integers as {@link brokenOrgRule} has them. */
const passes = (minOrgs: number) =>
  `orgs >= ${minOrgs} AND 2 * largest <= total AND 5 * (largest + second) <= 4 * total AND 100 * (total - largest - second) >= 15 * largest`;

/**
 * For each key and grain: units in all, windows, and windows that keep the org rules. `level` is a grain, or `any`
 * for the month with all details merged.
 */
export function compilePlan(kind: Kind, minOrgs: number, coarsest: Grain): string {
  const level = (name: string, grain: Grain, detail: string) => `
SELECT '${name}' AS level, vertical, task, detail, CAST(sum(total) AS BIGINT) AS units, count(*) AS windows,
  count(*) FILTER (${passes(minOrgs)}) AS passing
FROM (
  SELECT window_start, vertical, task, detail, count(*) AS orgs, CAST(sum(units) AS BIGINT) AS total, max(units) AS largest,
    coalesce(max(units) FILTER (place = 2), 0) AS second
  FROM (
    SELECT *, row_number() OVER (PARTITION BY window_start, vertical, task, detail ORDER BY units DESC, org_id) AS place
    FROM (
      SELECT ${windowStartSql[grain]} AS window_start, vertical, task, ${detail} AS detail, org_id, CAST(sum(units) AS BIGINT) AS units
      FROM org_days GROUP BY ALL
    )
  ) GROUP BY window_start, vertical, task, detail
) GROUP BY vertical, task, detail`;
  const grains: Grain[] = kind.finest === 'month' ? ['month'] : ['day', 'week', 'month'];
  const used = grains.slice(0, Math.max(1, grains.indexOf(coarsest) + 1));
  const levels = used.map(grain => level(grain, grain, 'detail'));
  if (kind.mergesDetails) levels.push(level('any', used.at(-1) ?? 'month', "'*'"));
  return `WITH org_days AS (
  SELECT day, vertical, task, detail, org_id, count(*) AS units FROM pb_units GROUP BY ALL
)${levels.join('\nUNION ALL')}
ORDER BY level, vertical, task, detail`;
}

const bucketSql = (value: string, edges: readonly number[]) =>
  `CASE ${edges
    .slice(1, -1)
    .map((edge, index) => `WHEN ${value} < ${edge} THEN ${index}`)
    .join(' ')} ELSE ${edges.length - 2} END`;

/** Largest change that one unit makes to a cell's noised value, in integer steps. */
export const boundOf = (measure: Measure): number =>
  measure.type === 'sum' ? Math.ceil(measure.high / 2) : 1;

/**
 * One row per final cell: orgs, units, the two largest orgs, base cells merged into it, and per measure Σ(x − mid) or
 * the list of bucket counts. A unit counts once per cell, with the mean of its runs.
 */
export function compileCells(kind: Kind): string {
  // In 64 bits: sums are 128 wide, and dividing those is slow.
  const means = kind.measures.map(
    measure => `CAST(sum(${column(measure)}) AS BIGINT) // CAST(sum(runs) AS BIGINT) AS ${column(measure)}`,
  );
  const unitValue = (measure: Measure) =>
    measure.type === 'sum'
      ? `CAST(least(${measure.high}, greatest(0, ${column(measure)})) - ${measure.high / 2} AS BIGINT) AS ${column(measure)}`
      : `${bucketSql(column(measure), measure.edges)} AS ${column(measure)}`;
  const sums = kind.measures.flatMap(measure =>
    measure.type === 'sum' ? [`CAST(sum(${column(measure)}) AS BIGINT) AS ${column(measure)}`] : [],
  );
  const histograms = kind.measures.flatMap(measure => (measure.type === 'histogram' ? [measure] : []));
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
  return `WITH placed AS (
  SELECT u.*, p.cell FROM pb_units u
  JOIN pb_placement p ON p.day = u.day AND p.vertical = u.vertical AND p.task = u.task AND p.detail = u.detail
), units AS MATERIALIZED (
  SELECT cell, org_id, ${kind.measures.map(unitValue).join(', ')}
  FROM (SELECT cell, org_id, ${means.join(', ')} FROM placed GROUP BY cell, org_id, person, day)
), ranked AS (
  SELECT *, row_number() OVER (PARTITION BY cell ORDER BY units DESC, org_id) AS place
  FROM (SELECT cell, org_id, count(*) AS units FROM units GROUP BY cell, org_id)
), base AS (
  SELECT cell, count(*) AS base_cells FROM (SELECT DISTINCT cell, day, vertical, task, detail FROM placed) GROUP BY cell
), shares AS (
  SELECT cell, count(*) AS orgs, CAST(sum(units) AS BIGINT) AS total, max(units) AS largest,
    coalesce(max(units) FILTER (place = 2), 0) AS second
  FROM ranked GROUP BY cell
), sums AS (
  SELECT ${['cell', ...sums].join(', ')} FROM units GROUP BY cell
)${spreads.join('')}
SELECT * FROM shares JOIN sums USING (cell) JOIN base USING (cell)${histograms.map(({ id }) => ` JOIN h_${id} USING (cell)`).join('')} ORDER BY cell`;
}
