import type { Figure, Trended } from '../../contract';

/** A figure beside that of the window before. */
export const trend = (now: Figure, previous: Figure): Trended => ({
  ...now,
  previous,
  delta: now.value === null || previous.value === null ? null : now.value - previous.value,
});
