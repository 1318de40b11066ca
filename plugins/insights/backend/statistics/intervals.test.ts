import fc from 'fast-check';
import {
  effectiveCount,
  independent,
  meanInterval,
  newcombe,
  shareFigure,
  welch,
  wilson,
  type Moments,
} from './intervals';
import { quantileAbove, upperTail } from './normal';

const momentsOf = (values: readonly number[]): Moments =>
  independent(
    values.length,
    values.reduce((sum, value) => sum + value, 0),
    values.reduce((sum, value) => sum + value * value, 0),
  );

describe('intervals', () => {
  it('agree with published examples', () => {
    // Newcombe (1998): 15 of 148 by Wilson; 56/70 − 48/80 by method 10.
    expect(wilson(15, 148).low).toBeCloseTo(0.0624, 4);
    expect(wilson(15, 148).high).toBeCloseTo(0.1605, 4);
    const difference = newcombe({ hits: 48, n: 80 }, { hits: 56, n: 70 });
    expect(difference.low).toBeCloseTo(0.0524, 4);
    expect(difference.high).toBeCloseTo(0.3339, 4);
  });

  it('hold their share, stay within 0 and 1 and narrow with more observations', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, share) => {
          const hits = Math.round(share * n);
          const { low, high } = wilson(hits, n);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(low).toBeLessThanOrEqual(hits / n + 1e-9);
          expect(high).toBeGreaterThanOrEqual(hits / n - 1e-9);
          const more = wilson(hits * 4, n * 4);
          expect(more.high - more.low).toBeLessThanOrEqual(high - low + 1e-9);
        },
      ),
    );
  });

  it('say nothing where there is too little to say', () => {
    expect(shareFigure(0, 0)).toEqual({ value: null, n: 0 });
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
    expect(meanInterval(momentsOf([1]))).toBeNull();
    expect(welch(momentsOf([]), momentsOf([1, 2, 3]))).toBeNull();
    expect(welch(momentsOf([1]), momentsOf([1, 2, 3]))).toBeNull();
  });

  it('are as wide as the users are few, however often each comes', () => {
    // Ten users with a value of their own each, seen once or a hundred times.
    const once = momentsOf([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    const often: Moments = {
      n: 1000,
      sum: 500,
      clusters: 10,
      sumSquares: 5 * 100 ** 2,
      products: 5 * 100 * 100,
      countSquares: 10 * 100 ** 2,
    };
    const width = (moments: Moments) => meanInterval(moments)!.high - meanInterval(moments)!.low;
    expect(width(often)).toBeCloseTo(width(once));
    expect(effectiveCount(often)).toBeCloseTo(9);
    expect(effectiveCount(momentsOf(Array.from({ length: 10_000 }, (_, index) => index % 2)))).toBeCloseTo(
      9_999,
    );
    expect(effectiveCount(momentsOf([1, 1, 1]))).toBe(3);
  });

  it('of means are centred on the difference', () => {
    const interval = welch(momentsOf([1, 2, 3, 4]), momentsOf([3, 4, 5, 6]));
    expect((interval!.low + interval!.high) / 2).toBeCloseTo(2);
  });
});

describe('the normal distribution', () => {
  it('gives the known quantiles, and back', () => {
    expect(quantileAbove(0.025)).toBeCloseTo(1.959964, 4);
    expect(upperTail(1.6448536)).toBeCloseTo(0.05, 6);
    expect(upperTail(-1)).toBeCloseTo(1 - upperTail(1), 10);
    expect(upperTail(quantileAbove(1e-6))).toBeCloseTo(1e-6, 8);
  });
});
