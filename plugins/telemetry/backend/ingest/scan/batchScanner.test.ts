import fc from 'fast-check';
import { wireEvent } from '../../../contract';
import { noon, wireEventAt } from '../../testing/arbitraryEvent';
import { AcceptedEvents } from '../acceptedEvents';
import { parseEnvelope } from '../envelope';
import { parseTimestamp } from '../timestamp';
import { validateEvent } from '../validateEvent';
import { BatchScanner } from './batchScanner';

const scanner = new BatchScanner();
const bounds = { orgId: 'org_1', earliestTs: -Infinity, latestTs: Infinity };

interface Reading {
  readonly sdkVersion: string;
  readonly sentAt: number;
  readonly events: ReadonlyArray<{ readonly id: string; readonly ts: number; readonly productId: string }>;
}

/** What the scanner makes of a batch; null for what it leaves to the parser. */
function scanned(text: string | Buffer): Reading | null {
  const accepted = new AcceptedEvents();
  if (!scanner.scan(Buffer.from(text), 'org_1', accepted)) return null;
  const hex = (n = 0) => n.toString(16).padStart(8, '0');
  const events = Array.from({ length: accepted.count }, (_, i) => ({
    id: Array.from(accepted.ids.subarray(i * 4, i * 4 + 4), hex).join(''),
    ts: accepted.times[i]!,
    productId: accepted.products[accepted.productOf[i]!]!,
  }));
  return { sdkVersion: scanner.sdkVersion, sentAt: scanner.sentAt, events };
}

/** The same by way of JSON.parse and the validator; null where anything is refused. */
function parsed(text: string | Buffer): Reading | null {
  try {
    const { sdkVersion, sentAt, events } = parseEnvelope(Buffer.from(text));
    if (events.some(event => validateEvent(event, bounds) !== null)) return null;
    const read = events.map(event => {
      const { eventId, ts, productId } = wireEvent.parse(event);
      return { id: eventId.replaceAll('-', '').toLowerCase(), ts: parseTimestamp(ts), productId };
    });
    return { sdkVersion, sentAt, events: read };
  } catch {
    return null;
  }
}

const batch = (events: readonly unknown[]) => ({
  agentId: 'agent-1',
  sdkVersion: 'web/1.0.0 é',
  sentAt: '2026-11-01T12:00:00.000Z',
  events,
});
const full = {
  ...wireEventAt(0, 1),
  orgId: 'org_1',
  appName: 'Crab Müller',
  elementType: 'button',
  elementLabelHash: 'ff0cedfa110da05f',
  latencyMs: 0.25,
  responseMs: 3_600_000,
  x: -1.5,
  y: 100_000,
  deviceType: 'desktop',
  os: 'Linux',
  browser: 'Firefox 128',
  releaseVersion: '1.4.0',
  segment: 'smb',
  extra: { rows: 3, wide: true, sort_order: '', ratio: -0.5, kind2: 'ü' },
};
const started = { ...full, eventType: 'custom', name: 'task_started', taskId: 'export', success: false };
const failed = {
  ...full,
  eventType: 'custom',
  name: 'error',
  errorCode: 'E_1',
  ts: '2026-11-01T10:00:00+02:00',
};

describe('reading a batch in place', () => {
  it('takes every field, in any order, with and without white space', () => {
    for (const events of [[full], [started, failed, full], [wireEventAt(1, 2), started]]) {
      const back = events.map(event => Object.fromEntries(Object.entries(event).reverse()));
      for (const sent of [
        batch(events),
        batch(back),
        Object.fromEntries(Object.entries(batch(events)).reverse()),
      ])
        for (const space of [undefined, 1, '\t\r\n '].map(indent =>
          JSON.stringify(sent, null, indent as string),
        ))
          expect(scanned(`${space} \n`)).toEqual(parsed(space));
      expect(scanned(JSON.stringify(batch(events)))).not.toBeNull();
    }
  });

  it('says the same as parser and validator of whatever it is sure of', () => {
    const values = fc.oneof(
      fc.constantFrom(
        ...[
          'click',
          'custom',
          'task_started',
          'error',
          'org_2',
          '2026-11-01T10:00:00Z',
          '2026-02-30T00:00:00.000Z',
        ],
        ...['2026-11-01T10:00:60.000Z', '2026-11-01T10:00:00.0000Z', wireEventAt(0, 9).eventId.toUpperCase()],
        ...[wireEventAt(0, 9).eventId.replace('-7', '-4'), 'a'.repeat(64), 'a'.repeat(65), 'a'.repeat(501)],
        ...[0, -0, -1, 1.5, 1e21, 1e-7, 3_600_000.5, 100_000, -100_000.25, 123_456_789_012_345_680],
      ),
      fc.jsonValue({ maxDepth: 2 }),
      fc.string({ unit: 'binary' }),
      fc.dictionary(fc.constantFrom('rows', 'size.x', 'userEmail', 'a b', ''), fc.jsonValue({ maxDepth: 1 })),
    );
    const change = fc.record({
      field: fc.constantFrom(...Object.keys(wireEvent.shape), 'email', 'surprise', '__proto__'),
      value: fc.option(values, { nil: undefined }),
    });
    const event = fc
      .tuple(fc.constantFrom(full, started, failed, wireEventAt(0, 3)), fc.array(change, { maxLength: 2 }))
      .map(([base, changes]) =>
        Object.fromEntries([...Object.entries(base), ...changes.map(({ field, value }) => [field, value])]),
      );
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 3 }), events => {
        const text = JSON.stringify(batch(events));
        const read = scanned(text);
        if (read !== null) expect(read).toEqual(parsed(text));
      }),
      { numRuns: 1_500 },
    );
  });

  it('is sure of nothing that was damaged on the way', () => {
    const whole = Buffer.from(JSON.stringify(batch([full, started])));
    const damage = fc.record({
      at: fc.nat(whole.length),
      cut: fc.nat(4),
      put: fc.oneof(
        fc.uint8Array({ maxLength: 3 }),
        fc
          .constantFrom('"', '\\', ',', ':', '{', '}', '[', ']', ' ', '0', '-', '.', 'e', '\u0000', ',{}')
          .map(Buffer.from),
      ),
    });
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 2 }), damages => {
        const bytes = damages.reduce<Buffer>(
          (now, { at, cut, put }) => Buffer.concat([now.subarray(0, at), put, now.subarray(at + cut)]),
          whole,
        );
        const read = scanned(bytes);
        if (read !== null) expect(read).toEqual(parsed(bytes));
      }),
      { numRuns: 1_500 },
    );
  });

  it.each([
    ['a field twice', JSON.stringify(batch([full])).replace('"x":-1.5', '"x":-1.5,"x":1')],
    ['an escape', JSON.stringify(batch([full])).replace('Crab', 'Cr\\u0061b')],
    [
      'a key of the envelope twice',
      `{"sentAt":"2026-11-01T12:00:00Z",${JSON.stringify(batch([full])).slice(1)}`,
    ],
    ['too many events', JSON.stringify(batch(Array.from({ length: 1_001 }, (_, n) => wireEventAt(0, n))))],
    ['no events', JSON.stringify(batch([]))],
    ['another org', JSON.stringify(batch([{ ...full, orgId: 'org_11' }]))],
    ['something after it', `${JSON.stringify(batch([full]))}1`],
    ['nothing', ''],
  ])('leaves a batch with %s to the parser', (_, text) => expect(scanned(text)).toBeNull());

  it('keeps the products of a batch apart', () => {
    const ids = ['crm', 'crm2', 'cr', 'crm'];
    const events = ids.map((productId, n) => wireEventAt(n, n, { productId }));
    expect(scanned(JSON.stringify(batch(events)))?.events.map(event => event.productId)).toEqual(ids);
    expect(scanned(JSON.stringify(batch(events)))?.events.map(event => event.ts - noon)).toEqual([
      0, 1, 2, 3,
    ]);
  });
});
