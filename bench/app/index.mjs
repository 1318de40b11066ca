import { budgets } from '../../app/scripts/check-budget.mjs';

/** Gzipped JavaScript: what must arrive before the shell draws, and each plugin's part. */
export function run() {
  return budgets()
    .filter(([, , limit]) => limit !== null)
    .map(([name, size, limit]) => ({
      figure: `JavaScript of ${name}`,
      ours: `${size.toFixed(1)} KiB gz`,
      baseline: `budget ${limit} KiB`,
      ratio: (size / limit).toFixed(2),
      target: '≤ 1',
      ok: size <= limit,
    }));
}
