/**
 * Measures of a task run, as integer SQL with public clipping bounds: the same for all packs, never fitted to data.
 * SMALLINT where the bounds allow it: the engine adds those up in half the memory.
 */

/** 0 to 1 in thousandths. */
export const unitInterval = (column: string) =>
  `CAST(round(least(1.0, greatest(0.0, coalesce(${column}, 0.0))) * 1000) AS SMALLINT)`;

/** Hundredths of a click, 0 to 512 clicks: hundredths, because a unit's value is the mean of its runs. */
export const clicks = 'CAST(least(512, greatest(0, coalesce(r.clicks, 0))) AS INTEGER) * 100';

/** Milliseconds, half a second to an hour. */
export const durationMs = 'least(3600000, greatest(500, coalesce(r.duration_ms, 500)))';

/** Means of friction count a score above 0.8 as 0.8: scores beyond are rare, and noise grows with the range. */
export const frictionHigh = 800;
export const friction = `CAST(least(${frictionHigh}, ${unitInterval('r.friction')}) AS SMALLINT)`;

const shortest = 2000;
const longest = 900_000;
/** ln(duration / 2 s) in thousandths, 2 s to 15 minutes: the range in which a task that someone works at lies. */
export const logDuration = `CAST(round(ln(least(${longest}, greatest(${shortest}, coalesce(r.duration_ms, ${shortest}))) / ${shortest}.0) * 1000) AS SMALLINT)`;
export const logDurationHigh = Math.ceil(Math.log(longest / shortest) * 1000);
export const secondsOfLog = (log: number) => (shortest / 1000) * Math.exp(log / 1000);

/**
 * Buckets are narrow where medians of tasks lie and few beyond: each one adds noise to the ranks of all. The tail of
 * friction is what its p90 is read from.
 */
export const durationEdges = [500, 4000, 8000, 13_000, 20_000, 30_000, 45_000, 90_000, 300_000, 3_600_000];
export const clickEdges = [0, 150, 250, 350, 450, 650, 950, 1550, 3050, 51_200];
export const frictionEdges = [0, 200, 300, 400, 500, 700, 1000];
