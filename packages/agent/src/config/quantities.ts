import { z } from 'zod';

const byteUnits: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
};
const durationUnits: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

function quantity(units: Readonly<Record<string, number>>, examples: string) {
  return z.union([z.number(), z.string()]).transform((given, context) => {
    const [, amount, unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(String(given)) ?? [];
    const factor = units[unit.toLowerCase()];
    if (amount === undefined || factor === undefined) {
      context.addIssue({ code: 'custom', message: `Write an amount such as ${examples}.` });
      return z.NEVER;
    }
    return Math.round(Number(amount) * factor);
  });
}

const bounded = (
  of: ReturnType<typeof quantity>,
  [low, lowText]: readonly [number, string],
  [high, highText]: readonly [number, string],
) => of.refine(value => value >= low && value <= high, `Use an amount from ${lowText} to ${highText}.`);

type Bound = readonly [value: number, text: string];

/** Bytes, as a number or as text with a unit: `2 GB`, `512MiB`. */
export const byteSize = (low: Bound, high: Bound) =>
  bounded(quantity(byteUnits, '500 MB or 2 GiB'), low, high);

/** Milliseconds, from text with a unit: `30s`, `7d`. */
export const duration = (low: Bound, high: Bound) =>
  bounded(quantity(durationUnits, '30s, 12h or 7d'), low, high);
