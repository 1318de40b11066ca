import type { TestPortal } from '@netcrab/backend/testing';

export interface SessionFact {
  readonly org: string;
  readonly product?: string;
  readonly session: string;
  readonly user?: string;
  /** UTC. */
  readonly start: string;
  readonly durationMs?: number;
  readonly clicks?: number;
  readonly frustration?: number;
  readonly abandoned?: number;
  readonly release?: string;
  readonly segment?: string;
  readonly device?: string;
  readonly stays?: readonly StayFact[];
  readonly runs?: readonly RunFact[];
}
export interface StayFact {
  readonly screen: string;
  readonly strain?: number;
  readonly rage?: number;
  readonly dead?: number;
  readonly errors?: number;
  readonly backtracks?: number;
  readonly forms?: number;
  readonly spentMs?: number;
  readonly task?: string;
  readonly run?: string;
  readonly success?: boolean;
}
export interface RunFact {
  readonly task: string;
  readonly success?: boolean;
  readonly durationMs?: number;
  readonly friction?: number;
  readonly efficiency?: number;
}

type Value = string | number | boolean | null;
const literal = (value: Value | undefined): string =>
  value === undefined || value === null
    ? 'NULL'
    : typeof value === 'string'
      ? `'${value.replaceAll("'", "''")}'`
      : String(value);

async function insert(portal: TestPortal, table: string, rows: readonly Record<string, Value | undefined>[]) {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  for (let from = 0; from < rows.length; from += 500) {
    const values = rows
      .slice(from, from + 500)
      .map(row => `(${columns.map(column => literal(row[column])).join(', ')})`);
    await portal.core.warehouse.run(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${values.join(', ')}`,
    );
  }
}

/** The daily aggregates, as telemetry's aggregator makes them of stays. */
const aggregate = `
  INSERT INTO fact_screen_hotspots (org_id, product_id, screen_id, route, date, sessions, avg_frustration,
    rage_click_rate, dead_click_rate, error_rate, dropoff_rate, avg_time_spent_ms, users)
  SELECT org_id, product_id, screen_id, route, date, count(*), avg(frustration), avg(rage), avg(dead), avg(error),
    avg(exited), avg(spent), count(DISTINCT user_hash)
  FROM (SELECT org_id, product_id, screen_id, route, date, session_id, any_value(user_hash) AS user_hash,
      1 - exp(-sum(strain)) AS frustration, CAST(bool_or(rage_clicks > 0) AS INTEGER) AS rage,
      CAST(bool_or(dead_clicks > 0) AS INTEGER) AS dead, CAST(bool_or(errors > 0) AS INTEGER) AS error,
      CAST(bool_or(exited) AS INTEGER) AS exited, sum(spent_ms) AS spent
    FROM fact_screen_visits GROUP BY ALL) GROUP BY ALL`;

const keyOf = ({ org, product = 'shop', session }: SessionFact) =>
  [...`${org}|${product}|${session}`].reduce((key, char) => (key * 31 + char.charCodeAt(0)) % 2 ** 40, 7);

let seq = 0;

/** Writes sessions with their stays and runs, and announces the change, as telemetry does. */
export async function writeFacts(portal: TestPortal, sessions: readonly SessionFact[]): Promise<void> {
  const common = (one: SessionFact) => ({
    org_id: one.org,
    product_id: one.product ?? 'shop',
    session_id: one.session,
    visit_key: keyOf(one),
    user_hash: one.user ?? `user-${one.session}`,
    version_tag: one.release ?? '1.0.0',
    segment: one.segment ?? 'team',
    device_type: one.device ?? 'desktop',
  });
  await insert(
    portal,
    'fact_sessions',
    sessions.map(one => ({
      ...common(one),
      start_ts: one.start,
      end_ts: one.start,
      duration_ms: one.durationMs ?? 60_000,
      click_count: one.clicks ?? 5,
      unique_screens: new Set(one.stays?.map(({ screen }) => screen)).size,
      tasks_abandoned: one.abandoned ?? 0,
      frustration_score: one.frustration ?? 0,
    })),
  );
  await insert(
    portal,
    'fact_screen_visits',
    sessions.flatMap(one =>
      (one.stays ?? []).map((stay, index, all) => ({
        ...common(one),
        seq: index,
        screen_id: stay.screen,
        route: `/${stay.screen}`,
        entered_ts: one.start,
        date: one.start.slice(0, 10),
        spent_ms: stay.spentMs ?? 1000,
        clicks: 2,
        rage_clicks: stay.rage ?? 0,
        dead_clicks: stay.dead ?? 0,
        errors: stay.errors ?? 0,
        backtracks: stay.backtracks ?? 0,
        abandoned_forms: stay.forms ?? 0,
        strain: stay.strain ?? 0,
        exited: index === all.length - 1,
        task_type: stay.task,
        run_id: stay.run,
        run_success: stay.success,
      })),
    ),
  );
  await insert(
    portal,
    'fact_task_runs',
    sessions.flatMap(one =>
      (one.runs ?? []).map(run => ({
        ...common(one),
        task_type: run.task,
        start: one.start,
        duration_ms: run.durationMs ?? 10_000,
        success: run.success ?? true,
        abandoned: false,
        friction: run.friction ?? 0,
        efficiency: run.efficiency ?? 1,
      })),
    ),
  );
  await portal.core.warehouse.run('DELETE FROM fact_screen_hotspots');
  await portal.core.warehouse.run(aggregate);
  seq += 1;
  await insert(
    portal,
    'fact_changes',
    [...new Set(sessions.map(one => one.org))].map(org => ({ seq, org_id: org, product_id: 'shop' })),
  );
}
