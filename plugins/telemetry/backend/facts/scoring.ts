/**
 * How a run compares with its task's own baseline: SQL over a run `r` and the baseline `b`, used when runs are written
 * and when a baseline has moved. Six decimals, so that the order of summation does not show.
 */
const steps = 'greatest(r.steps, 1)';
const distinct = 'greatest(r.distinct_steps, 1)';

/** √((N/S − 1)² + (R/N − 1)²): N different steps of S taken, R the baseline's different steps. Null without baseline. */
export const lostness = `round(sqrt(pow(${distinct}::DOUBLE / ${steps} - 1, 2) + pow(b.distinct_steps / ${distinct} - 1, 2)), 6)`;

/**
 * Geometric mean of three ratios, each 1 for a run like the baseline: duration (only slower costs), clicks (more cost,
 * and so do fewer: something was skipped), path (1 / (1 + lostness)).
 */
export const efficiency = `round(pow(
  least(1.0, b.duration_ms / greatest(r.duration_ms, 1))
  * exp(-abs(ln((b.clicks + 1.0) / (r.clicks + 1.0))))
  / (1 + ${lostness}), 1.0 / 3), 6)`;

/** Towards 1 with the strain of what happened in the run and its lack of efficiency. */
export const friction = (inefficiencyWeight: number): string =>
  `round(1 - exp(-(r.strain + ${Number(inefficiencyWeight)} * coalesce(1 - ${efficiency}, 0))), 6)`;

/** 1 to 5: the steps of the task's typical run doubling; of the run itself for a task nobody completed yet. */
export const flowComplexity = `CASE
  WHEN coalesce(b.distinct_steps, ${distinct}) <= 2 THEN 1
  WHEN coalesce(b.distinct_steps, ${distinct}) <= 4 THEN 2
  WHEN coalesce(b.distinct_steps, ${distinct}) <= 8 THEN 3
  WHEN coalesce(b.distinct_steps, ${distinct}) <= 16 THEN 4
  ELSE 5 END`;

export const sameTask = 'r.org_id = b.org_id AND r.product_id = b.product_id AND r.task_type = b.task_type';
