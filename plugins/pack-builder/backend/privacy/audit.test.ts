import { createHash } from 'node:crypto';
import { boundOf } from '../aggregation/compileCells';
import { kindOf } from '../aggregation/kinds';
import { addNoise, sigmasOf } from './releaseCell';
import { noiseStreams } from './randomStream';
import { epsilonOf } from './zcdp';

/**
 * A membership audit. Neighbouring inputs differ by one unit that touches all C cells with the largest values. The
 * attacker knows everything else and looks at every noised value, the plan's included, by the likelihood ratio: the
 * best test there is. From its error rates follows a lower bound of what the mechanism really gives away.
 */
const kind = kindOf('ux_benchmarks');
const delta = 1e-7;
const parameters = { minOrgs: 20, minCellSessions: 100, cellsPerUnit: 1, rho: 0.015 };
const trials = 12_000;

/** Inverse of the normal distribution function, by bisection on the complementary error function. */
function quantile(p: number): number {
  let [low, high] = [-8, 8];
  for (let i = 0; i < 60; i += 1) {
    const mid = (low + high) / 2;
    if (normal(mid) < p) low = mid;
    else high = mid;
  }
  return low;
}
function normal(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const tail =
    (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return x > 0 ? 1 - tail : tail;
}

/** ε at least given away, with 99 % confidence, by a mechanism whose noise is `scale` times what is claimed. */
function auditedEpsilon(scale: number): number {
  const claimed = sigmasOf(kind, parameters);
  const changes = [
    { name: 'plan', change: 1 },
    { name: 'units', change: 1 },
    ...kind.measures.map(measure => ({ name: measure.id, change: boundOf(measure) })),
  ];
  const score = (trial: number, member: boolean) => {
    const streams = noiseStreams(createHash('sha256').update(`${trial}|${member}|${scale}`).digest());
    let total = 0;
    for (let cell = 0; cell < parameters.cellsPerUnit; cell += 1) {
      for (const { name, change } of changes) {
        const sigma = Math.round((claimed[name] ?? 0) * scale);
        const [seen = 0] = addNoise(
          { packId: 'audit', epoch: 0, streams },
          String(cell),
          name,
          [member ? change : 0],
          sigma,
        );
        total += (seen * change) / sigma ** 2;
      }
    }
    return total;
  };
  const scores = (member: boolean) =>
    Array.from({ length: trials }, (_, trial) => score(trial, member)).sort((a, b) => a - b);
  const [without, within] = [scores(false), scores(true)];
  const threshold = (without[trials / 2]! + within[trials / 2]!) / 2;
  const errors = {
    falseAlarm: without.filter(one => one > threshold).length / trials,
    miss: within.filter(one => one <= threshold).length / trials,
  };
  const upper = (rate: number) => rate + 2.33 * Math.sqrt((rate * (1 - rate)) / trials);
  // Gaussian noise of ρ-zCDP lets the best test separate by μ = √(2ρ).
  const mu = Math.max(0, quantile(1 - upper(errors.falseAlarm)) - quantile(upper(errors.miss)));
  return epsilonOf((mu * mu) / 2, delta);
}

test('the audit finds no more than is claimed, and catches a control with halved noise', () => {
  const claim = epsilonOf(parameters.rho, delta);
  expect(claim).toBeLessThan(1);
  const honest = auditedEpsilon(1);
  expect(honest).toBeLessThanOrEqual(claim);
  // Not vacuous: it sees a good part of what is there.
  expect(honest).toBeGreaterThan(0.25 * claim);
  expect(auditedEpsilon(0.5)).toBeGreaterThan(claim);
});

test('the shares of all noised values add up to one', () => {
  for (const name of ['ux_benchmarks', 'task_flows', 'release_deltas'] as const) {
    const one = kindOf(name)!;
    const shares = [one.planWeight, one.unitsWeight, ...one.measures.map(({ weight }) => weight)];
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  }
});
