import type { WarehouseValue } from '@netcrab/plugin-api/backend';
import { symptoms, type IncidentGroup, type Stay, type Timeline } from '../../contract';
import { isWide, num, ofOrg, rowsOf, type Condition, type Reader, type Scope } from '../scope/scope';
import { symptomColumns } from './screenSql';

type Row = Record<string, WarehouseValue>;
const text = (value: WarehouseValue | undefined) =>
  value === null || value === undefined ? null : String(value);

const mostGroups = 50;
const sampleCount = 5;
const mostStays = 80;

/** Of the incidents of a screen, alike ones together: the same kind on the same element, the most frequent first. */
export async function incidentsOf(reader: Reader, scope: Scope, screenId: string): Promise<IncidentGroup[]> {
  const where = incidentRows(scope);
  const rows = await reader.query<Row>(
    `SELECT kind, element_type, element_label_hash, error_code, count(*) AS incidents,
       count(DISTINCT user_hash) AS users, count(DISTINCT session_id) AS sessions, max(ts) AS last_at
     FROM fact_incidents WHERE ${where.sql} AND screen_id = ${where.next(screenId)}
     GROUP BY ALL ORDER BY incidents DESC, kind, element_label_hash LIMIT ${mostGroups}`,
    where.params,
  );
  return rows.map(row => ({
    kind: String(row.kind),
    elementType: text(row.element_type),
    elementLabelHash: text(row.element_label_hash),
    errorCode: text(row.error_code),
    incidents: num(row.incidents),
    users: num(row.users),
    sessions: num(row.sessions),
    lastAt: num(row.last_at),
  }));
}

/** Incidents know neither release nor segment nor device: their sessions do. */
function incidentRows(scope: Scope): Condition {
  const { task, ...others } = scope.filters;
  const narrow = { ...scope, filters: others };
  const condition = ofOrg(scope.orgId);
  const { next } = condition;
  const parts = [
    'org_id = $1',
    `ts >= CAST(${next(scope.window.from)} AS TIMESTAMP)`,
    `ts < CAST(${next(scope.window.until)} AS TIMESTAMP)`,
  ];
  if (others.productId !== undefined) parts.push(`product_id = ${next(others.productId)}`);
  if (task !== undefined) parts.push(`task_type = ${next(task)}`);
  if (!isWide(narrow)) {
    const sessions = rowsOf('sessions', narrow, { condition });
    parts.push(
      `(product_id, session_id) IN (SELECT (product_id, session_id) FROM fact_sessions WHERE ${sessions.sql})`,
    );
  }
  return { ...condition, sql: parts.join(' AND ') };
}

const toStay = (row: Row): Stay => ({
  screenId: String(row.screen_id),
  enteredAt: num(row.entered_ts),
  spentMs: num(row.spent_ms),
  clicks: num(row.clicks),
  task: text(row.task_type),
  symptoms: symptoms
    .map(symptom => ({ symptom, count: num(row[symptomColumns[symptom]]) }))
    .filter(({ count }) => count > 0),
  exited: row.exited === true,
});

/** Some sessions stay by stay: those that met the most on the screen, the newer first among equals. */
export async function samplesOf(reader: Reader, scope: Scope, screenId: string): Promise<Timeline[]> {
  const where = rowsOf('visits', scope);
  const chosen = await reader.query<{ product_id: string; session_id: string; strain: number }>(
    `SELECT product_id, session_id, sum(strain) AS strain FROM fact_screen_visits
     WHERE ${where.sql} AND screen_id = ${where.next(screenId)}
     GROUP BY product_id, session_id ORDER BY strain DESC, max(entered_ts) DESC, session_id LIMIT ${sampleCount}`,
    where.params,
  );
  const timelines = await Promise.all(
    chosen.map(({ product_id, session_id }) => timelineOf(reader, scope, product_id, session_id)),
  );
  return timelines.filter(timeline => timeline !== null);
}

async function timelineOf(
  reader: Reader,
  { orgId }: Scope,
  productId: string,
  sessionId: string,
): Promise<Timeline | null> {
  const of = [orgId, productId, sessionId];
  const mine = 'org_id = $1 AND product_id = $2 AND session_id = $3';
  const [[session], stays] = await Promise.all([
    reader.query<Row>(
      `SELECT start_ts, frustration_score, version_tag, segment, device_type FROM fact_sessions WHERE ${mine}`,
      of,
    ),
    reader.query<Row>(`SELECT * FROM fact_screen_visits WHERE ${mine} ORDER BY seq LIMIT ${mostStays}`, of),
  ]);
  if (!session) return null;
  return {
    sessionId,
    startedAt: num(session.start_ts),
    frustration: num(session.frustration_score),
    release: text(session.version_tag),
    segment: text(session.segment),
    device: text(session.device_type),
    stays: stays.map(toStay),
  };
}
