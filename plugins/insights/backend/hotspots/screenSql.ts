import { isWide, rowsOf, type Condition, type Scope } from '../scope/scope';

/** What went wrong in a stay; the order of contract's symptoms. */
export const symptomColumns = {
  rage_click: 'rage_clicks',
  dead_click: 'dead_clicks',
  error: 'errors',
  backtrack: 'backtracks',
  form_abandonment: 'abandoned_forms',
} as const;
const anyTrouble = `(${Object.values(symptomColumns).join(' + ')} > 0)`;
/** Who glances at a screen and goes back has not met a problem of it; turning back counts in its severity alone. */
const troubled = '(rage_clicks + dead_clicks + errors + abandoned_forms > 0)';

/**
 * Per screen: sessions and what they met, in the window and (frustration only) the one before. Daily aggregates hold
 * most of it; what cannot be added over days (users) is read from the stays that had trouble, which are few. Hashes of 64
 * bits are counted in place of texts, in half the time.
 */
function wideSql(scope: Scope, where: Condition): string {
  const from = `CAST(${where.next(scope.window.from)} AS DATE)`;
  const now = `FILTER (WHERE date >= ${from})`;
  const share = (column: string) => `sum(${column} * sessions) ${now}`;
  return `
    WITH whole AS (
      SELECT product_id, screen_id, arg_max(route, sessions) AS route,
        sum(sessions) ${now} AS sessions, ${share('avg_frustration')} AS frustration,
        sum(sessions) FILTER (WHERE date < ${from}) AS sessions_before,
        sum(avg_frustration * sessions) FILTER (WHERE date < ${from}) AS frustration_before,
        ${share('rage_click_rate')} AS rage_click, ${share('dead_click_rate')} AS dead_click,
        ${share('error_rate')} AS error, ${share('dropoff_rate')} AS exits,
        ${share('avg_time_spent_ms')} AS spent
      FROM fact_screen_hotspots WHERE ${where.sql} GROUP BY product_id, screen_id),
    troubles AS (
      SELECT product_id, screen_id, count(DISTINCT hash(user_hash)) FILTER (WHERE ${troubled}) AS users,
        count(DISTINCT hash(visit_key, session_id)) FILTER (WHERE backtracks > 0) AS backtrack,
        count(DISTINCT hash(visit_key, session_id)) FILTER (WHERE abandoned_forms > 0) AS form_abandonment
      FROM fact_screen_visits WHERE ${where.sql} AND date >= ${from} AND ${anyTrouble} GROUP BY product_id, screen_id)
    SELECT whole.*, coalesce(users, 0) AS users, coalesce(backtrack, 0) AS backtrack,
      coalesce(form_abandonment, 0) AS form_abandonment
    FROM whole LEFT JOIN troubles USING (product_id, screen_id)`;
}

/** The same from the stays themselves, first put together per session. */
function narrowSql(scope: Scope, where: Condition): string {
  const from = `CAST(${where.next(scope.window.from)} AS DATE)`;
  const now = `date >= ${from}`;
  const met = Object.entries(symptomColumns);
  return `
    WITH parts AS (
      SELECT product_id, screen_id, any_value(date) AS date, any_value(route) AS route,
        any_value(hash(user_hash)) AS person, 1 - exp(-sum(strain)) AS frustration, sum(spent_ms) AS spent,
        bool_or(exited) AS exited, bool_or(${troubled}) AS troubled,
        ${met.map(([symptom, column]) => `bool_or(${column} > 0) AS ${symptom}`).join(', ')}
      FROM fact_screen_visits WHERE ${where.sql} GROUP BY product_id, screen_id, visit_key, session_id)
    SELECT product_id, screen_id, any_value(route) AS route,
      count(*) FILTER (WHERE ${now}) AS sessions, sum(frustration) FILTER (WHERE ${now}) AS frustration,
      count(*) FILTER (WHERE NOT ${now}) AS sessions_before,
      sum(frustration) FILTER (WHERE NOT ${now}) AS frustration_before,
      ${met.map(([symptom]) => `count(*) FILTER (WHERE ${now} AND ${symptom}) AS ${symptom}`).join(', ')},
      count(*) FILTER (WHERE ${now} AND exited) AS exits, sum(spent) FILTER (WHERE ${now}) AS spent,
      count(DISTINCT person) FILTER (WHERE ${now} AND troubled) AS users
    FROM parts GROUP BY product_id, screen_id`;
}

/** One row per screen, whichever way is quicker; both give the same figures. */
export function screensSql(scope: Scope): { sql: string; condition: Condition } {
  const since = { since: scope.window.previous };
  const wide = isWide(scope);
  const condition = rowsOf(wide ? 'screens' : 'visits', scope, since);
  return { sql: wide ? wideSql(scope, condition) : narrowSql(scope, condition), condition };
}

/** Severity per screen and day of the window, of some screens. */
export function screenDaysSql(
  scope: Scope,
  screens: readonly string[],
): { sql: string; condition: Condition } {
  const wide = isWide(scope);
  const condition = rowsOf(wide ? 'screens' : 'visits', scope);
  const some = `screen_id IN (SELECT unnest(${condition.next(screens)}))`;
  const sql = wide
    ? `SELECT product_id, screen_id, date, sum(avg_frustration * sessions) / sum(sessions) AS severity
       FROM fact_screen_hotspots WHERE ${condition.sql} AND ${some} AND sessions > 0
       GROUP BY product_id, screen_id, date ORDER BY date`
    : `SELECT product_id, screen_id, date, avg(frustration) AS severity FROM (
         SELECT product_id, screen_id, date, 1 - exp(-sum(strain)) AS frustration
         FROM fact_screen_visits WHERE ${condition.sql} AND ${some}
         GROUP BY product_id, screen_id, date, visit_key, session_id)
       GROUP BY product_id, screen_id, date ORDER BY date`;
  return { sql, condition };
}
