import { createHash, hkdfSync } from 'node:crypto';
import { keyedStream, noiseStreams } from './randomStream';

const secret = createHash('sha256').update('secret').digest();
const label = { packId: 'p', measure: 'units', cell: 'c', epoch: 0 };
const first = (stream: { below(bound: number): number }) =>
  Array.from({ length: 8 }, () => stream.below(2 ** 40));

test('the same label gives the same stream, any other another', () => {
  const streams = noiseStreams(secret);
  const base = first(streams(label));
  expect(first(noiseStreams(secret)(label))).toEqual(base);
  for (const other of [
    { ...label, packId: 'q' },
    { ...label, measure: 'clicks' },
    { ...label, cell: 'd' },
    { ...label, epoch: 1 },
    { ...label, measure: 'unitsc', cell: '' },
  ]) {
    expect(first(streams(other))).not.toEqual(base);
  }
  expect(first(noiseStreams(createHash('sha256').update('another').digest())(label))).not.toEqual(base);
});

test('the key is HKDF-SHA256 of the secret', () => {
  const info = createHash('sha256')
    .update(JSON.stringify([label.packId, label.measure, label.cell, label.epoch]))
    .digest();
  const key = new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), info, 32));
  expect(first(noiseStreams(secret)(label))).toEqual(first(keyedStream(key)));
});

test('a cell name of any length works', () => {
  expect(() => noiseStreams(secret)({ ...label, cell: 'x'.repeat(5000) })).not.toThrow();
});

test('draws are uniform below their bound, across block ends', () => {
  const stream = keyedStream(secret);
  const counts = Array<number>(7).fill(0);
  const draws = 70_000;
  for (let i = 0; i < draws; i += 1) counts[stream.below(7)]! += 1;
  const statistic = counts.reduce((sum, seen) => sum + (seen - draws / 7) ** 2 / (draws / 7), 0);
  expect(statistic).toBeLessThan(22.5);
});

test.each([0, 2.5, 2 ** 48 + 2])('bound %p is refused', bound => {
  expect(() => keyedStream(secret).below(bound)).toThrow(RangeError);
});
