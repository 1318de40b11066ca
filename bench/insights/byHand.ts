import type { WarehouseConnection } from '@netcrab/plugin-api/backend';

/** What the two views show, each number in one statement and nothing besides: no intervals, notes or limits. */
export const statements = {
  overview: (org: string, from: string, previous: string) => [
    `SELECT start_ts::DATE AS day, count(*), avg(frustration_score) FROM fact_sessions
     WHERE org_id = '${org}' AND start_ts >= '${previous}' GROUP BY 1`,
    `SELECT start::DATE AS day, count(efficiency), avg(efficiency), avg(success::INTEGER) FROM fact_task_runs
     WHERE org_id = '${org}' AND start >= '${previous}' GROUP BY 1`,
    ...statements.hotspots(org, from, previous),
    `SELECT version_tag, task_type, avg(success::INTEGER), avg(ln(duration_ms)), avg(friction) FROM fact_task_runs
     WHERE org_id = '${org}' AND start >= '${from}' GROUP BY 1, 2`,
  ],
  narrowed: (org: string, from: string, previous: string): string[] => [
    `SELECT screen_id, date >= '${from}' AS now, count(*), avg(1 - exp(-strain)), avg(rage::INTEGER), avg(dead::INTEGER),
       avg(error::INTEGER), count(DISTINCT user_hash) FILTER (WHERE rage OR dead OR error)
     FROM (SELECT screen_id, date, any_value(user_hash) AS user_hash, sum(strain) AS strain,
         max(rage_clicks) > 0 AS rage, max(dead_clicks) > 0 AS dead, max(errors) > 0 AS error
       FROM fact_screen_visits WHERE org_id = '${org}' AND date >= '${previous}' AND device_type = 'mobile'
       GROUP BY screen_id, date, visit_key, session_id) GROUP BY 1, 2`,
  ],
  hotspots: (org: string, from: string, previous: string): string[] => [
    `SELECT screen_id, sum(avg_frustration * sessions) / sum(sessions), sum(rage_click_rate * sessions) / sum(sessions),
       sum(dead_click_rate * sessions) / sum(sessions), sum(error_rate * sessions) / sum(sessions)
     FROM fact_screen_hotspots WHERE org_id = '${org}' AND date >= '${previous}' GROUP BY 1`,
    `SELECT screen_id, count(DISTINCT user_hash) FROM fact_screen_visits WHERE org_id = '${org}' AND date >= '${from}'
       AND rage_clicks + dead_clicks + errors + abandoned_forms > 0 GROUP BY 1`,
  ],
} as const;

export async function runByHand(
  warehouse: WarehouseConnection,
  view: keyof typeof statements,
  org: string,
  { from, previous }: { from: string; previous: string },
): Promise<number> {
  const began = performance.now();
  for (const sql of statements[view](org, from, previous)) await warehouse.query(sql);
  return performance.now() - began;
}
