import { wireBatch } from '@netcrab/plugin-telemetry/contract';
import { clicks } from '../testing/events';
import type { SpoolRecord } from '../spool/record';
import { bodyOf, eventsOf, halvesOf, outgoingBatches, sentAtOf } from './outgoing';

const noon = Date.parse('2026-11-21T12:00:00Z');
const record = (from: number, count: number, fields: Partial<SpoolRecord> = {}): SpoolRecord => ({
  receivedAt: noon,
  skewMs: 100,
  sdkVersion: 'v/1',
  count,
  events: clicks(from, count, { userHash: 'hash_0001' })
    .map(event => JSON.stringify(event))
    .join(','),
  ...fields,
});

it('fills batches up to the bound of the wire format, in order', () => {
  const batches = outgoingBatches(Array.from({ length: 30 }, (_, n) => record(n * 70, 70)));
  expect(batches.map(({ count }) => count)).toEqual([980, 980, 140]);
  const ids = batches.flatMap(eventsOf).map(event => (event as { eventId: string }).eventId);
  expect(ids).toEqual(clicks(0, 2_100).map(({ eventId }) => eventId));
  for (const batch of batches)
    expect(wireBatch.parse(JSON.parse(bodyOf(batch, 'agent-1', noon)))).toBeTruthy();
});

it('sends no more than some megabytes at once', () => {
  const large = (n: number) => record(n, 1, { events: `"${'x'.repeat(1_500_000)}"` });
  expect(outgoingBatches([large(1), large(2), large(3)]).map(({ count }) => count)).toEqual([2, 1]);
});

it('keeps SDK versions and wrong clocks apart', () => {
  const batches = outgoingBatches([
    record(0, 1, { skewMs: 40 }),
    record(1, 1, { skewMs: 3_600_100 }),
    record(2, 1, { sdkVersion: 'v/2' }),
    record(3, 1, { skewMs: -4_000 }),
    record(4, 1, { skewMs: 3_600_900 }),
    record(5, 1, { skewMs: -90_000 }),
  ]);
  expect(batches.map(({ count, skewMs, sdkVersion }) => [count, skewMs, sdkVersion])).toEqual([
    [2, -4_000, 'v/1'],
    [2, 3_600_100, 'v/1'],
    [1, 100, 'v/2'],
    [1, -90_000, 'v/1'],
  ]);
});

it('claims to be sent so that the cloud finds the clock as wrong as it was here, days later', () => {
  const [batch] = outgoingBatches([record(0, 1, { skewMs: 3_600_000 })]);
  const days = 3 * 86_400_000;
  expect(noon + days - Date.parse(sentAtOf(batch!, noon + days))).toBe(3_600_000);
  // The clock of this machine was put back meanwhile: no event may come after its sending.
  expect(Date.parse(sentAtOf(batch!, noon - days))).toBe(noon - 3_600_000);
});

it('halves a batch without losing any', () => {
  const [batch] = outgoingBatches([record(0, 5)]);
  const halves = halvesOf(batch!);
  expect(halves.map(({ count }) => count)).toEqual([3, 2]);
  expect(halves.flatMap(eventsOf)).toEqual(eventsOf(batch!));
});
