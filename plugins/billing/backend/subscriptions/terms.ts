import type { PackId } from '@netcrab/plugin-api/backend';
import type { Tier } from '../../contract';

/** What a subscription covers, from a moment on until the next terms. */
export interface DatedTerms {
  /** Epoch ms. */
  readonly from: number;
  readonly tier: Tier;
  /** null: every pack. */
  readonly packIds: readonly PackId[] | null;
}

/** Oldest first; at least one. */
export type Terms = readonly [DatedTerms, ...DatedTerms[]];

/** The terms at a moment; before the first, the first. */
export function termsAt(terms: Terms, at: number): DatedTerms {
  let found = terms[0];
  for (const one of terms) if (one.from <= at) found = one;
  return found;
}

/** The terms that come next, if any are known. */
export const nextTerms = (terms: Terms, now: number): DatedTerms | null =>
  terms.find(one => one.from > now && one !== terms[0]) ?? null;

/** The same history with other terms from a moment on: what was to come then is forgotten. */
export function changeTerms(terms: Terms, next: DatedTerms): Terms {
  const [first, ...rest] = terms.filter(one => one.from < next.from);
  return first ? [first, ...rest, next] : [next];
}
