import { boundOf } from '../aggregation/compileCells';
import type { CellKey, Kind, Measure, NoisyCell } from '../aggregation/kinds';
import { discreteGaussian } from './discreteGaussian';
import { noisyMean } from './means';
import { orgBand } from './orgRules';
import { noisyQuantile } from './quantiles';
import type { NoiseLabel, RandomStream } from './randomStream';
import { sigmaFor, z95 } from './zcdp';

/** The exact aggregates of one final cell, as the warehouse computed them; they never leave the build. */
export interface ExactCell {
  readonly key: CellKey;
  readonly orgs: number;
  readonly units: number;
  /** Per measure id: Σ(x − mid), or the bucket counts. */
  readonly values: Readonly<Record<string, number | readonly number[]>>;
}

export interface PrivacyParameters {
  readonly minOrgs: number;
  readonly minCellSessions: number;
  readonly cellsPerUnit: number;
  readonly rho: number;
}

/** σ of everything a pack noises: `plan`, `units`, and each measure. */
export function sigmasOf(
  kind: Kind,
  { cellsPerUnit, rho }: PrivacyParameters,
): Readonly<Record<string, number>> {
  const sigma = (bound: number, weight: number) => sigmaFor(bound, cellsPerUnit, rho * weight);
  return {
    plan: sigma(1, kind.planWeight),
    units: sigma(1, kind.unitsWeight),
    ...Object.fromEntries(
      kind.measures.map(measure => [measure.id, sigma(boundOf(measure), measure.weight)]),
    ),
  };
}

/** Units a cell must show, noise included, to be released. */
export const releaseThreshold = (minCellSessions: number, unitsSigma: number) =>
  Math.max(minCellSessions, 50, 4 * unitsSigma);

/** A median whose rank is uncertain by more than this share of the units says little. */
const usefulRank = 0.2;

/** Units from which on the margins of all measures are of use, by their σ alone: nothing of the data is looked at. */
export function usefulUnits(kind: Kind, sigmas: Readonly<Record<string, number>>): number {
  const needed = kind.measures.map(measure => {
    const sigma = sigmas[measure.id] ?? 0;
    if (measure.type === 'sum') return (z95 * sigma) / measure.usefulMargin;
    // The middle of k buckets, given the total: √(k/4) of one bucket's noise.
    return (z95 * sigma * Math.sqrt((measure.edges.length - 1) / 4)) / usefulRank;
  });
  return Math.ceil(Math.max(...needed));
}

export type Streams = (label: NoiseLabel) => RandomStream;

export interface NoiseSource {
  readonly packId: string;
  readonly epoch: number;
  readonly streams: Streams;
}

export const cellId = ({ grain, start, vertical, task, detail }: CellKey): string =>
  JSON.stringify([grain, start, vertical, task, detail]);

/** Noise for one value or for all buckets of a measure, from the measure's own stream in this cell. */
export function addNoise(
  source: NoiseSource,
  cell: string,
  measure: string,
  values: readonly number[],
  sigma: number,
): number[] {
  const stream = source.streams({ packId: source.packId, measure, cell, epoch: source.epoch });
  return values.map(value => value + discreteGaussian(stream, sigma));
}

/**
 * Noises a cell that keeps the org rules. The count decides first: a cell below the threshold answers null, and none
 * of its measures is touched.
 */
export function releaseCell(
  kind: Kind,
  cell: ExactCell,
  source: NoiseSource,
  sigmas: Readonly<Record<string, number>>,
  parameters: PrivacyParameters,
): NoisyCell | null {
  const id = cellId(cell.key);
  const sigmaOf = (name: string) => sigmas[name] ?? Number.NaN;
  const unitsSigma = sigmaOf('units');
  const [units = 0] = addNoise(source, id, 'units', [cell.units], unitsSigma);
  if (units < releaseThreshold(parameters.minCellSessions, unitsSigma)) return null;

  const noised = new Map<string, readonly number[]>(
    kind.measures.map(({ id: name }) => {
      const exact = cell.values[name] ?? 0;
      return [name, addNoise(source, id, name, typeof exact === 'number' ? [exact] : exact, sigmaOf(name))];
    }),
  );
  const find = <T extends Measure['type']>(name: string, type: T) => {
    const measure = kind.measures.find(
      (one): one is Extract<Measure, { type: T }> => one.id === name && one.type === type,
    );
    if (!measure) throw new RangeError(`${kind.table} has no ${type} named ${name}`);
    return measure;
  };
  const band = orgBand(cell.orgs, parameters.minOrgs);
  return {
    key: cell.key,
    units,
    unitsMoe95: z95 * unitsSigma,
    orgsFrom: band.from,
    orgsBand: band.label,
    mean(name) {
      const { high } = find(name, 'sum');
      return noisyMean(high / 2, noised.get(name)?.[0] ?? 0, sigmaOf(name), units, unitsSigma);
    },
    quantile: (name, q) =>
      noisyQuantile(noised.get(name) ?? [], find(name, 'histogram').edges, q, sigmaOf(name), {
        count: units,
        sigma: unitsSigma,
      }),
  };
}
