import type { WireEvent } from '../../contract';
import type { VisitEvent } from '../processing/visitEvent';
import type { ColumnSpec } from './columns';

/** A new event on its way into `events_raw`. */
export interface RawRow {
  readonly orgId: string;
  readonly visitKey: number;
  readonly wire: WireEvent;
  readonly event: VisitEvent;
}

type Field = (row: RawRow) => string | null;
const wire =
  (field: 'route' | 'os' | 'browser'): Field =>
  row =>
    row.wire[field] ?? null;

/** A column of `events_raw` each. */
export const rawColumns: ReadonlyArray<ColumnSpec<RawRow>> = [
  { name: 'org_id', type: 'VARCHAR', value: row => row.orgId },
  { name: 'product_id', type: 'VARCHAR', value: row => row.wire.productId },
  { name: 'session_id', type: 'VARCHAR', value: row => row.wire.sessionId },
  { name: 'user_hash', type: 'VARCHAR', value: row => row.wire.userHash },
  { name: 'event_id', type: 'VARCHAR', value: row => row.event.eventId },
  { name: 'ts', type: 'TIMESTAMP', value: row => row.event.rawTs + row.event.shiftMs },
  { name: 'shift_ms', type: 'BIGINT', value: row => row.event.shiftMs },
  { name: 'received_at', type: 'TIMESTAMP', value: row => row.event.receivedAt },
  { name: 'event_type', type: 'VARCHAR', value: row => row.event.eventType },
  { name: 'screen_id', type: 'VARCHAR', value: row => row.event.screenId },
  { name: 'route', type: 'VARCHAR', value: wire('route') },
  { name: 'app_name', type: 'VARCHAR', value: row => row.event.appName },
  { name: 'name', type: 'VARCHAR', value: row => row.event.name },
  { name: 'task_id', type: 'VARCHAR', value: row => row.event.taskId },
  { name: 'success', type: 'BOOLEAN', value: row => row.event.success },
  { name: 'element_type', type: 'VARCHAR', value: row => row.event.elementType },
  { name: 'element_label_hash', type: 'VARCHAR', value: row => row.event.elementLabelHash },
  { name: 'error_code', type: 'VARCHAR', value: row => row.event.errorCode },
  { name: 'latency_ms', type: 'DOUBLE', value: row => row.wire.latencyMs ?? null },
  { name: 'response_ms', type: 'DOUBLE', value: row => row.event.responseMs },
  { name: 'x', type: 'DOUBLE', value: row => row.event.x },
  { name: 'y', type: 'DOUBLE', value: row => row.event.y },
  { name: 'device_type', type: 'VARCHAR', value: row => row.event.deviceType },
  { name: 'os', type: 'VARCHAR', value: wire('os') },
  { name: 'browser', type: 'VARCHAR', value: wire('browser') },
  { name: 'release_version', type: 'VARCHAR', value: row => row.event.releaseVersion },
  { name: 'segment', type: 'VARCHAR', value: row => row.event.segment },
  { name: 'extra', type: 'VARCHAR', value: row => (row.wire.extra ? JSON.stringify(row.wire.extra) : null) },
  { name: 'sdk_version', type: 'VARCHAR', value: row => row.event.sdkVersion },
  { name: 'visit_key', type: 'BIGINT', value: row => row.visitKey },
];

/** A row of `events_raw`, as far as processing reads it again. */
export interface StoredEvent {
  org_id: string;
  product_id: string;
  session_id: string;
  user_hash: string;
  event_id: string;
  ts: number;
  shift_ms: bigint;
  received_at: number;
  event_type: string;
  screen_id: string;
  app_name: string | null;
  name: string | null;
  task_id: string | null;
  success: boolean | null;
  element_type: string | null;
  element_label_hash: string | null;
  error_code: string | null;
  response_ms: number | null;
  x: number | null;
  y: number | null;
  device_type: string | null;
  release_version: string | null;
  segment: string | null;
  sdk_version: string;
}

export const storedEventColumns = `org_id, product_id, session_id, user_hash, event_id, ts, shift_ms, received_at,
  event_type, screen_id, app_name, name, task_id, success, element_type, element_label_hash, error_code, response_ms,
  x, y, device_type, release_version, segment, sdk_version`;

export const fromStored = (row: StoredEvent): VisitEvent => ({
  eventId: row.event_id,
  rawTs: row.ts - Number(row.shift_ms),
  shiftMs: Number(row.shift_ms),
  receivedAt: row.received_at,
  eventType: row.event_type,
  screenId: row.screen_id,
  appName: row.app_name,
  name: row.name,
  taskId: row.task_id,
  success: row.success,
  elementType: row.element_type,
  elementLabelHash: row.element_label_hash,
  errorCode: row.error_code,
  responseMs: row.response_ms,
  x: row.x,
  y: row.y,
  deviceType: row.device_type,
  releaseVersion: row.release_version,
  segment: row.segment,
  sdkVersion: row.sdk_version,
  ts: row.ts,
});
