import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { durationEdges } from '../aggregation/kinds/measures';
import { discreteGaussian } from './discreteGaussian';
import { monotoneCumulative, noisyQuantile } from './quantiles';
import { keyedStream } from './randomStream';

test('without noise the quantile interpolates within its bucket', () => {
  expect(noisyQuantile([10, 10, 20], [0, 1, 2, 4], 0.5, 0, { count: 40, sigma: 0 })).toEqual({
    value: 2,
    moe95: 0.125,
  });
  expect(noisyQuantile([10, 10, 20], [0, 1, 2, 4], 0.75, 0, { count: 40, sigma: 0 }).value).toBeCloseTo(
    Math.sqrt(8),
  );
  expect(noisyQuantile([10, 10, 20], [0, 1, 2, 4], 0.125, 0, { count: 40, sigma: 0 }).value).toBe(0.5);
});

test('the margin grows with the noise', () => {
  const counts = [100, 300, 200, 50];
  const edges = [1, 2, 4, 8, 16];
  const small = noisyQuantile(counts, edges, 0.5, 5, { count: 650, sigma: 5 });
  const large = noisyQuantile(counts, edges, 0.5, 20, { count: 650, sigma: 20 });
  expect(small.moe95).toBeGreaterThan(0);
  expect(large.moe95).toBeGreaterThan(small.moe95);
});

test('noise of empty buckets does not become mass', () => {
  const { value } = noisyQuantile([500, 30, -30, 30, -30, 30, -30], [0, 1, 2, 4, 8, 16, 32, 64], 0.9, 30, {
    count: 500,
    sigma: 30,
  });
  expect(value).toBeLessThan(2);
});

test('a histogram of noise alone answers within its edges', () => {
  const { value, moe95 } = noisyQuantile([-5, -9, -2], [0, 1, 2, 3], 0.5, 4, { count: 10, sigma: 4 });
  expect(value).toBeGreaterThanOrEqual(0);
  expect(value).toBeLessThanOrEqual(3);
  expect(moe95).toBeGreaterThan(0);
});

test('cumulative counts never fall and keep their pools', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 100 }), { minLength: 1, maxLength: 30 }), counts => {
      const cumulative = monotoneCumulative(counts);
      expect(cumulative).toHaveLength(counts.length);
      cumulative.forEach((value, i) => expect(value).toBeGreaterThanOrEqual(cumulative[i - 1] ?? 0));
    }),
  );
});

test('the margin holds the truth 95 times in 100', () => {
  const stream = keyedStream(createHash('sha256').update('coverage').digest());
  const uniform = () => (stream.below(2 ** 30) + 0.5) / 2 ** 30;
  const lognormal = () =>
    6000 * Math.exp(0.6 * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()));
  const sigma = 19;
  let held = 0;
  for (let trial = 0; trial < 200; trial += 1) {
    const counts = Array<number>(durationEdges.length - 1).fill(0);
    for (let i = 0; i < 500; i += 1) {
      const value = lognormal();
      counts[Math.max(0, durationEdges.findIndex(edge => value < edge) - 1)]! += 1;
    }
    const noisy = counts.map(count => count + discreteGaussian(stream, sigma));
    const units = { count: 500 + discreteGaussian(stream, sigma), sigma };
    const { value, moe95 } = noisyQuantile(noisy, durationEdges, 0.5, sigma, units);
    held += Number(Math.abs(value - 6000) <= moe95);
  }
  expect(held).toBeGreaterThanOrEqual(186);
});
