import type { Kind } from './kinds';
import { grains, windowStartSql, type Grain } from './calendar';

/** The org rules of a group of orgs with their units, in integers as {@link brokenOrgRule} has them. */
const passes = (minOrgs: number) =>
  `orgs >= ${minOrgs} AND 2 * largest <= total AND 5 * (largest + second) <= 4 * total AND 100 * (total - largest - second) >= 15 * largest`;

/**
 * For each key and grain: units in all, windows, and windows that keep the org rules. `level` is a grain, or `any`
 * for the month with all details merged. Reads `pb_units`.
 */
export function compilePlan(kind: Kind, minOrgs: number, coarsest: Grain): string {
  const level = (name: string, grain: Grain, detail: string) => `
SELECT '${name}' AS level, vertical, task, detail, CAST(sum(total) AS BIGINT) AS units, count(*) AS windows,
  count(*) FILTER (${passes(minOrgs)}) AS passing
FROM (
  SELECT window_start, vertical, task, detail, count(*) AS orgs, CAST(sum(units) AS BIGINT) AS total, max(units) AS largest,
    coalesce(max(units) FILTER (place = 2), 0) AS second
  FROM (
    SELECT *, row_number() OVER (PARTITION BY window_start, vertical, task, detail ORDER BY units DESC, org) AS place
    FROM (
      SELECT ${windowStartSql[grain]} AS window_start, vertical, task, ${detail} AS detail, org, CAST(sum(units) AS BIGINT) AS units
      FROM org_days GROUP BY ALL
    )
  ) GROUP BY window_start, vertical, task, detail
) GROUP BY vertical, task, detail`;
  const from = grains.indexOf(kind.finest);
  const used = grains.slice(from, Math.max(from, grains.indexOf(coarsest)) + 1);
  const levels = used.map(grain => level(grain, grain, 'detail'));
  if (kind.mergesDetails) levels.push(level('any', used.at(-1) ?? 'month', "'*'"));
  return `WITH org_days AS MATERIALIZED (
  SELECT day, vertical, task, detail, org, units
  FROM (SELECT day, key, org, count(*) AS units FROM pb_units GROUP BY day, key, org) JOIN pb_keys USING (key)
)${levels.join('\nUNION ALL')}
ORDER BY level, vertical, task, detail`;
}
