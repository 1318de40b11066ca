import type { Evidence } from '../../contract';

const digits = (value: number, most: number) =>
  new Intl.NumberFormat('en', { maximumFractionDigits: most }).format(value);

const percent = (value: number) => `${digits(100 * value, Math.abs(value) < 0.1 ? 1 : 0)} %`;
const points = (value: number) => `${digits(100 * value, 1)} points`;
const seconds = (ms: number) => `${digits(ms / 1000, 1)} s`;

/** How a metric's values are written; any other of a note is a share. */
const formats: Readonly<Record<string, (value: number) => string>> = {
  runFrictionChange: points,
  runSuccessChange: value => points(Math.abs(value)),
  taskAdoptionChange: value => points(Math.abs(value)),
  runDurationChange: value => `${digits(value, 2)} ×`,
  runDuration: seconds,
};

export const format = (metric: string): ((value: number) => string) => formats[metric] ?? percent;
export const count = (n: number): string => digits(n, 0);

/** Each number of the evidence as notes write it. */
export function writtenNumbers(evidence: readonly Evidence[]): string[] {
  return evidence.flatMap(({ metric, value, n, ci }) => [...[value, ...ci].map(format(metric)), count(n)]);
}
