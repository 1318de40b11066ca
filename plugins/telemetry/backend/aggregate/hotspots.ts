/** The columns of `fact_screen_hotspots`, in the order they are written in. */
export const hotspotColumns = `org_id, product_id, screen_id, route, date, sessions, avg_frustration, avg_efficiency,
  rage_click_rate, dead_click_rate, error_rate, dropoff_rate, avg_time_spent_ms, users`;

const screen = 'd, screen_id, route';

/** A mean whose last digit does not depend on the order of summation: millionths are summed as integers. */
const mean = (value: string): string =>
  `round(sum(round(${value} * 1e6)::BIGINT)::DOUBLE / count(${value}) / 1e6, 6)`;
const share = (condition: string): string => `round(count(*) FILTER (${condition}) / count(*), 6)`;

/**
 * The rows of `fact_screen_hotspots` for the table `days`: each screen by the sessions that came to it. Frustration is that
 * of the part of the session spent there, 1 − exp(−Σ strain); efficiency that of the task runs open there.
 */
export const freshHotspots = `
  WITH numbered AS (SELECT org_id, product_id, day, row_number() OVER () AS d FROM days),
  visits AS (SELECT n.d, v.* FROM fact_screen_visits v
    JOIN numbered n ON n.org_id = v.org_id AND n.product_id = v.product_id AND n.day = v.date),
  per_session AS (SELECT ${screen}, visit_key, session_id, any_value(user_hash) AS user_hash,
      1 - exp(-sum(round(strain * 1e6)::BIGINT) / 1e6) AS frustration, sum(spent_ms) AS spent_ms,
      sum(rage_clicks) AS rage, sum(dead_clicks) AS dead, sum(errors) AS errors, bool_or(exited) AS exited
    FROM visits GROUP BY ${screen}, visit_key, session_id),
  passed AS (SELECT DISTINCT ${screen}, visit_key, run_id FROM visits WHERE run_id IS NOT NULL),
  runs AS (SELECT ${screen}, ${mean('r.efficiency')} AS avg_efficiency
    FROM passed JOIN fact_task_runs r USING (visit_key, run_id)
    WHERE r.efficiency IS NOT NULL GROUP BY ${screen}),
  screens AS (SELECT ${screen}, count(*)::INTEGER AS sessions, count(DISTINCT user_hash)::INTEGER AS users,
      ${mean('frustration')} AS avg_frustration, ${share('rage > 0')} AS rage_click_rate,
      ${share('dead > 0')} AS dead_click_rate, ${share('errors > 0')} AS error_rate,
      ${share('exited')} AS dropoff_rate, round(sum(spent_ms)::DOUBLE / count(*), 3) AS avg_time_spent_ms
    FROM per_session GROUP BY ${screen})
  SELECT ${hotspotColumns} FROM (SELECT *, day AS date FROM screens JOIN numbered USING (d) LEFT JOIN runs USING (${screen}))`;
