import { createHash } from 'node:crypto';
import { bernoulliExp, discreteGaussian, discreteLaplace } from './discreteGaussian';
import { keyedStream } from './randomStream';

const key = (name: string) => createHash('sha256').update(name).digest();

/** Chi-square of draws against a distribution's exact probabilities, with bins of at least 5 expected draws. */
function chiSquare(draws: readonly number[], probability: (x: number) => number, reach: number) {
  const seen = new Map<number, number>();
  for (const draw of draws) seen.set(draw, (seen.get(draw) ?? 0) + 1);
  let statistic = 0;
  let bins = 0;
  let expectedSoFar = 0;
  let seenSoFar = 0;
  for (let x = -reach; x <= reach; x += 1) {
    expectedSoFar += probability(x) * draws.length;
    seenSoFar += seen.get(x) ?? 0;
    if (expectedSoFar >= 5) {
      statistic += (seenSoFar - expectedSoFar) ** 2 / expectedSoFar;
      bins += 1;
      expectedSoFar = 0;
      seenSoFar = 0;
    }
  }
  return { statistic, degrees: bins - 1 };
}

/** Upper 0.1 % point of chi-square, by Wilson and Hilferty. */
const critical = (degrees: number) =>
  degrees * (1 - 2 / (9 * degrees) + 3.09 * Math.sqrt(2 / (9 * degrees))) ** 3;

const normalised = (weight: (x: number) => number, reach: number) => {
  let total = 0;
  for (let x = -reach; x <= reach; x += 1) total += weight(x);
  return (x: number) => weight(x) / total;
};

describe('the sampler follows its exact distribution', () => {
  test.each([1, 2, 7, 37])('discrete Gaussian, σ = %i', sigma => {
    const stream = keyedStream(key(`gauss ${sigma}`));
    const draws = Array.from({ length: 60_000 }, () => discreteGaussian(stream, sigma));
    const exact = normalised(x => Math.exp((-x * x) / (2 * sigma * sigma)), 12 * sigma);
    const { statistic, degrees } = chiSquare(draws, exact, 12 * sigma);
    expect(statistic).toBeLessThan(critical(degrees));
  });

  test('a sampler off by a tenth of σ is noticed', () => {
    const stream = keyedStream(key('wrong'));
    const draws = Array.from({ length: 60_000 }, () => discreteGaussian(stream, 10));
    const wrong = normalised(x => Math.exp((-x * x) / (2 * 121)), 120);
    const { statistic, degrees } = chiSquare(draws, wrong, 120);
    expect(statistic).toBeGreaterThan(critical(degrees));
  });

  test('discrete Laplace', () => {
    const stream = keyedStream(key('laplace'));
    const draws = Array.from({ length: 60_000 }, () => discreteLaplace(stream, 5));
    const { statistic, degrees } = chiSquare(
      draws,
      normalised(x => Math.exp(-Math.abs(x) / 5), 200),
      200,
    );
    expect(statistic).toBeLessThan(critical(degrees));
  });

  test.each([
    [1, 3],
    [7, 2],
    [0, 9],
  ])('Bernoulli(exp(−%i/%i))', (numerator, denominator) => {
    const stream = keyedStream(key(`bernoulli ${numerator}`));
    const draws = 50_000;
    let hits = 0;
    for (let i = 0; i < draws; i += 1) hits += Number(bernoulliExp(stream, numerator, denominator));
    const p = Math.exp(-numerator / denominator);
    expect(Math.abs(hits / draws - p)).toBeLessThanOrEqual(4 * Math.sqrt((p * (1 - p)) / draws));
  });
});

test('large σ keeps its spread', () => {
  const sigma = 180_000;
  const stream = keyedStream(key('large'));
  const draws = Array.from({ length: 20_000 }, () => discreteGaussian(stream, sigma));
  const variance = draws.reduce((sum, x) => sum + x * x, 0) / draws.length;
  expect(Math.sqrt(variance) / sigma).toBeGreaterThan(0.97);
  expect(Math.sqrt(variance) / sigma).toBeLessThan(1.03);
});

test.each([0, 1.5, 2 ** 24, Number.NaN])('σ = %p is refused', sigma => {
  expect(() => discreteGaussian(keyedStream(key('x')), sigma)).toThrow(RangeError);
});
