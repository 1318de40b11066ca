import { useUrlState } from '@netcrab/ui';
import { useMemo } from 'react';
import { z } from 'zod';
import type { Filters } from '../contract';

const text = z.string().max(300).catch('').default('');
const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .or(z.literal(''))
  .catch('')
  .default('');

/** The filters as they stand in the address of every page; empty: all. */
export const urlFilters = {
  productId: text,
  from: day,
  to: day,
  release: text,
  segment: text,
  device: z.enum(['', 'desktop', 'mobile', 'tablet']).catch('').default(''),
  task: text,
} as const;
const schema = z.object(urlFilters);
export type UrlFilters = z.output<typeof schema>;
export type FilterKey = keyof UrlFilters;
export const filterKeys = Object.keys(urlFilters) as FilterKey[];

/** The filters of an API call: those that are set. */
export const toQuery = (state: UrlFilters): Filters =>
  Object.fromEntries(filterKeys.map(key => [key, state[key]] as const).filter(([, value]) => value !== ''));

/** The part of an address that carries filters to another view: `?device=mobile`, or nothing. */
export function searchOf(filters: Readonly<Record<string, string | undefined>>): string {
  const params = new URLSearchParams(
    Object.entries(filters).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  return params.size === 0 ? '' : `?${params}`;
}

export function useFilters() {
  const [state, set] = useUrlState(schema);
  const query = useMemo(() => toQuery(state), [state]);
  return { state, set, query };
}
