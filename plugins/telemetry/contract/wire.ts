import { z } from 'zod';
import { looksSensitive } from './sensitive';

export const eventTypes = ['click', 'scroll', 'input_meta', 'navigation', 'focus_change', 'custom'] as const;
export type WireEventType = (typeof eventTypes)[number];
export const deviceTypes = ['desktop', 'mobile', 'tablet'] as const;

/** What text of each kind may look like. Shared with the hand-tuned validator, which a test holds to the schema. */
export const patterns = {
  eventId: /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i,
  productId: /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/,
  sessionId: /^[\x21-\x7e]{1,128}$/,
  userHash: /^[A-Za-z0-9_-]{8,128}$/,
  taskId: /^[A-Za-z0-9][A-Za-z0-9_.:/ -]{0,127}$/,
  name: /^[A-Za-z][A-Za-z0-9_.:-]{0,63}$/,
  code: /^[A-Za-z0-9_.:/-]{1,64}$/,
  labelHash: /^[A-Za-z0-9_-]{8,128}$/,
  // eslint-disable-next-line no-control-regex -- control characters are what it refuses
  line: /^[^\u0000-\u001f\u007f]*$/,
  extraKey: /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/,
  timestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/,
} as const;

export const limits = {
  eventsPerBatch: 1000,
  extraKeys: 20,
  extraText: 200,
  screenId: 300,
  route: 500,
  text: 128,
  short: 64,
  /** An hour, in ms. */
  duration: 3_600_000,
  coordinate: 100_000,
} as const;

const matching = (pattern: RegExp, hint: string) => z.string().regex(pattern, hint);
const line = (max: number) =>
  z.string().min(1).max(max).regex(patterns.line, 'Use one line of text without control characters.');
const code = matching(patterns.code, 'Use 1 to 64 letters, digits, _ . : / or -.');
const milliseconds = z.number().min(0).max(limits.duration);
const coordinate = z.number().min(-limits.coordinate).max(limits.coordinate);

export const timestamp = matching(
  patterns.timestamp,
  'Use ISO 8601 with a zone: 2026-11-01T12:00:00.000Z.',
).refine(text => isRealDate(text), 'There is no such date or time.');

function isRealDate(text: string): boolean {
  const [, year, month, day, hour, minute, second, zoneHour, zoneMinute] =
    /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|[+-](\d\d):(\d\d))$/.exec(text)?.map(Number) ??
    [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const date = new Date(Date.UTC(2000, 0, 1));
  date.setUTCFullYear(year, month - 1, day);
  return (
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    [hour, zoneHour].every(h => !h || h < 24) &&
    [minute, second, zoneMinute].every(m => !m || m < 60)
  );
}

const extra = z
  .record(
    matching(patterns.extraKey, 'Use 1 to 64 letters, digits, _ . or -, starting with a letter.').refine(
      key => !looksSensitive(key),
      'Keys that look like content or identity are refused.',
    ),
    z.union([z.number(), z.boolean(), z.string().max(limits.extraText)]),
  )
  .refine(value => Object.keys(value).length <= limits.extraKeys, `At most ${limits.extraKeys} keys.`);

/** One event, as it travels. */
export const wireEvent = z
  .strictObject({
    eventId: matching(patterns.eventId, 'Use a UUIDv7.'),
    productId: matching(patterns.productId, 'Use 1 to 64 letters, digits, _ . : or -.'),
    sessionId: matching(patterns.sessionId, 'Use 1 to 128 printable characters without spaces.'),
    userHash: matching(
      patterns.userHash,
      'Use 8 to 128 letters, digits, _ or -: a hash, never the id itself.',
    ),
    ts: timestamp,
    eventType: z.enum(eventTypes),
    screenId: line(limits.screenId),
    route: line(limits.route),
    orgId: z.string().optional(),
    appName: line(limits.text).optional(),
    name: matching(patterns.name, 'Use 1 to 64 letters, digits, _ . : or -.').optional(),
    taskId: matching(patterns.taskId, 'Use 1 to 128 letters, digits, spaces, _ . : / or -.').optional(),
    success: z.boolean().optional(),
    elementType: code.optional(),
    elementLabelHash: matching(
      patterns.labelHash,
      'Use a hash of 8 to 128 letters, digits, _ or -.',
    ).optional(),
    errorCode: code.optional(),
    latencyMs: milliseconds.optional(),
    responseMs: milliseconds.optional(),
    x: coordinate.optional(),
    y: coordinate.optional(),
    deviceType: z.enum(deviceTypes).optional(),
    os: line(limits.short).optional(),
    browser: line(limits.short).optional(),
    releaseVersion: line(limits.short).optional(),
    segment: line(limits.short).optional(),
    extra: extra.optional(),
  })
  .superRefine((event, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (event.eventType === 'custom' && event.name === undefined)
      refuse('name', 'A custom event needs a name.');
    if (event.eventType !== 'custom' && event.name !== undefined)
      refuse('name', 'Only custom events have a name.');
    if ((event.name === 'task_started' || event.name === 'task_completed') && event.taskId === undefined)
      refuse('taskId', 'Starting or completing a task needs its taskId.');
    if (event.name === 'error' && event.errorCode === undefined)
      refuse('errorCode', 'An error needs its errorCode.');
  });

export type WireEvent = z.output<typeof wireEvent>;

/** A batch without its events, which are judged one by one. */
export const wireEnvelope = z.strictObject({
  agentId: line(limits.text).optional(),
  sdkVersion: line(limits.short),
  sentAt: timestamp,
  events: z.array(z.unknown()).min(1).max(limits.eventsPerBatch),
});

/** The whole body of `POST /v1/events/batch`. */
export const wireBatch = wireEnvelope.extend({
  events: z.array(wireEvent).min(1).max(limits.eventsPerBatch),
});
export type WireBatch = z.output<typeof wireBatch>;

/** Why an event was refused; counted per product and day. */
export const rejectionRules = {
  not_an_object: 'Not a JSON object',
  unknown_field: 'Unknown field',
  sensitive_field: 'Looks like content or identity',
  missing_field: 'Required field missing',
  bad_format: 'Malformed value',
  out_of_range: 'Number out of range',
  bad_extra: '`extra` is not flat, too large or has odd keys',
  incomplete_custom: 'Custom event without what its name needs',
  org_mismatch: 'orgId is not that of the key',
  in_the_future: 'Timestamp after the time it was sent',
} as const;
export type RejectionRule = keyof typeof rejectionRules;
