import type { WireEvent } from '../../contract';
import { parseTimestamp } from '../ingest/timestamp';
import type { RecordHeader } from '../log/record';
import type { VisitEvent } from './visitEvent';

/** An accepted event as processing sees it. */
export function fromWire(
  wire: WireEvent,
  { receivedAt, shiftMs, sdkVersion }: Omit<RecordHeader, 'orgId'>,
): VisitEvent {
  const rawTs = parseTimestamp(wire.ts);
  return {
    eventId: wire.eventId.toLowerCase(),
    rawTs,
    shiftMs,
    receivedAt,
    eventType: wire.eventType,
    screenId: wire.screenId,
    appName: wire.appName ?? null,
    name: wire.name ?? null,
    taskId: wire.taskId ?? null,
    success: wire.success ?? null,
    elementType: wire.elementType ?? null,
    elementLabelHash: wire.elementLabelHash ?? null,
    errorCode: wire.errorCode ?? null,
    responseMs: wire.responseMs ?? null,
    x: wire.x ?? null,
    y: wire.y ?? null,
    deviceType: wire.deviceType ?? null,
    releaseVersion: wire.releaseVersion ?? null,
    segment: wire.segment ?? null,
    sdkVersion,
    ts: rawTs + shiftMs,
  };
}
