import { otherTask, type Kind, type Measure } from './kinds';

/**
 * The first stages of a pack's aggregation, over telemetry's facts: runs → unit × base cell, clipped → bounded to C base
 * cells per unit. Nothing here depends on a definition but its kind and C. Texts become numbers in the first pass, so
 * that everything after it groups, sorts and joins integers.
 */
export interface Statement {
  readonly sql: string;
  readonly params: readonly string[];
}

/** The runs that units are made of. */
export interface UnitsOptions {
  /** First day, and the day after the last. */
  readonly from: string;
  readonly to: string;
  /** Most base cells of one unit. */
  readonly cells: number;
  /** Secret: nobody without it can tell which base cells of a unit count. */
  readonly hashKey: string;
}

/** Draws are multiplied modulo this prime, 2³¹ − 1: products of two of them fit into 64 bits, on every engine. */
const prime = 2_147_483_647;

/** A number from 1 to {@link prime} − 1 that only the key and the values decide. */
const drawOf = (key: string, values: string) =>
  `1 + CAST(md5_number_lower(concat_ws(chr(31), CAST(${key} AS VARCHAR), ${values})) % ${prime - 1} AS BIGINT)`;

/** Temporary tables that a build fills before: who contributes, and, for releases, what each version is. */
export const contributorsTable = `CREATE OR REPLACE TEMP TABLE pb_contributors (org INTEGER, org_id VARCHAR, product_id VARCHAR, vertical VARCHAR)`;
export const releasesTable = `CREATE OR REPLACE TEMP TABLE pb_releases (org_id VARCHAR, product_id VARCHAR, version_tag VARCHAR, detail VARCHAR)`;

export const column = ({ id }: Measure) => `m_${id}`;

/** The contributors' runs between $1 and $2; each statement takes the columns that it needs. */
const runsOf = (kind: Kind) => `
  SELECT c.org, c.org_id, coalesce(nullif(r.user_hash, ''), 'session ' || r.product_id || ' ' || r.session_id) AS name,
    CAST(r.start AS DATE) AS day, c.vertical,
    CASE WHEN coalesce(r.inferred, false) OR r.task_type IS NULL THEN '${otherTask}' ELSE r.task_type END AS task,
    ${[`${kind.detail} AS detail`, ...kind.measures.map(one => `${one.value} AS ${column(one)}`)].join(',\n    ')}
  FROM fact_task_runs r
  JOIN pb_contributors c ON c.org_id = r.org_id AND c.product_id = r.product_id
  ${kind.detailJoin ?? ''}
  WHERE r.start >= CAST($1 AS TIMESTAMP) AND r.start < CAST($2 AS TIMESTAMP)`;

/**
 * `pb_people` (person, org, name, draw): users, and sessions without a user.
 * `pb_keys` (key, vertical, task, detail): what base cells are of, numbered in the order of their texts.
 * `pb_units` (person, org, day, key, runs, m_…): per unit (a person's day) and base cell (a key's day) the sums of the
 * clipped measures. Of a unit with more than C base cells those C remain whose draw, times the person's, comes first:
 * one keyed hash per person and one per base cell decide what a hash of each unit's each cell would.
 */
export function compileUnits(kind: Kind, { from, to, cells, hashKey }: UnitsOptions): readonly Statement[] {
  const days = [from, to];
  const runs = runsOf(kind);
  const sums = kind.measures.map(one => `CAST(sum(${column(one)}) AS BIGINT) AS ${column(one)}`);
  return [
    {
      sql: `CREATE OR REPLACE TEMP TABLE pb_people AS
SELECT CAST(row_number() OVER () AS INTEGER) AS person, org, name, ${drawOf('$3', 'org_id, name')} AS draw
FROM (SELECT DISTINCT org, org_id, name FROM (${runs}))`,
      params: [...days, hashKey],
    },
    {
      sql: `CREATE OR REPLACE TEMP TABLE pb_keys AS
SELECT CAST(row_number() OVER (ORDER BY vertical, task, detail) AS INTEGER) AS key, vertical, task, detail
FROM (SELECT DISTINCT vertical, task, detail FROM (${runs}))`,
      params: days,
    },
    {
      sql: `CREATE OR REPLACE TEMP TABLE pb_units AS
SELECT p.person, p.org, r.day, k.key, CAST(count(*) AS INTEGER) AS runs, ${sums.join(', ')}
FROM (${runs}) r
-- All are found; were the joins inner ones, the engine would take the runs for few and keep them in memory.
LEFT JOIN pb_people p ON p.org = r.org AND p.name = r.name
LEFT JOIN pb_keys k ON k.vertical = r.vertical AND k.task = r.task AND k.detail = r.detail
GROUP BY p.person, p.org, r.day, k.key`,
      params: days,
    },
    {
      sql: `CREATE OR REPLACE TEMP TABLE pb_excess AS
WITH bases AS (
  SELECT day, key, ${drawOf('$1', 'CAST(day AS VARCHAR), vertical, task, detail')} AS draw
  FROM (SELECT DISTINCT day, key FROM pb_units) JOIN pb_keys USING (key)
), crowded AS (
  SELECT person, day FROM pb_units GROUP BY person, day HAVING count(*) > ${cells}
)
SELECT place FROM (
  SELECT u.rowid AS place,
    row_number() OVER (PARTITION BY u.person, u.day ORDER BY p.draw * b.draw % ${prime}, u.key) AS pick
  FROM pb_units u
  SEMI JOIN crowded c ON c.person = u.person AND c.day = u.day
  JOIN pb_people p ON p.person = u.person
  JOIN bases b ON b.day = u.day AND b.key = u.key
) WHERE pick > ${cells}`,
      params: [hashKey],
    },
    { sql: 'DELETE FROM pb_units WHERE rowid IN (SELECT place FROM pb_excess)', params: [] },
  ];
}
