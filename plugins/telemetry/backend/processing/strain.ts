import type { Incident } from './incidents/incident';

export interface FrustrationWeights {
  readonly rage: number;
  readonly dead: number;
  readonly backtrack: number;
  readonly error: number;
  readonly abandoned: number;
}

export type Contributions = Record<keyof FrustrationWeights, number>;

/** What each signal adds to the strain Σ wᵢ·xᵢ, from the incidents, the error events and the tasks given up. */
export function contributions(
  incidents: readonly Incident[],
  errorEvents: number,
  tasksAbandoned: number,
  weights: FrustrationWeights,
): Contributions {
  const count = (kind: Incident['kind']) => incidents.reduce((n, one) => n + (one.kind === kind ? 1 : 0), 0);
  return {
    rage: weights.rage * count('rage_click'),
    dead: weights.dead * count('dead_click'),
    backtrack: weights.backtrack * count('backtrack'),
    error: weights.error * errorEvents,
    abandoned: weights.abandoned * (tasksAbandoned + count('form_abandonment')),
  };
}

export const strainOf = (parts: Contributions): number =>
  parts.rage + parts.dead + parts.backtrack + parts.error + parts.abandoned;

/** Frustration: 0 for a calm session, towards 1 as strain grows. */
export const frustration = (strain: number): number => 1 - Math.exp(-strain);
