import { round } from '../../privacy/means';
import { monthOf } from '../calendar';
import type { CellKey, Column, Kind, NoisyCell, Row } from './kind';
import type { Told } from './tellable';

/** What the rows of all kinds have in common. Each published measure stands beside its margin. */

const withMargin = (names: readonly string[]): Column[] =>
  names.flatMap(name => [
    { name, type: 'number' as const },
    { name: `${name}_moe95`, type: 'number' as const },
  ]);

/** A table's columns: what a row is of, its measures with their margins, and the sample it rests on. */
export const columnsOf = (keys: readonly Column[], measures: readonly string[]): readonly Column[] => [
  { name: 'pack_id', type: 'string' },
  ...keys,
  ...withMargin(measures),
  { name: 'sample_sessions', type: 'integer' },
  { name: 'sample_sessions_moe95', type: 'number' },
  { name: 'org_count', type: 'integer' },
  { name: 'org_count_band', type: 'string' },
];

export const dimension = (name: string, type: Column['type'] = 'string'): Column => ({
  name,
  type,
  dimension: true,
});

type Sample = Pick<NoisyCell, 'units' | 'unitsMoe95' | 'orgsFrom' | 'orgsBand'>;

/** The row; null where noise leaves none of its measures. */
export function tellRow(keys: Row, measures: Readonly<Record<string, Told>>, sample: Sample): Row | null {
  if (Object.values(measures).every(({ value }) => value === null)) return null;
  const told = Object.entries(measures).flatMap(([name, { value, moe95 }]) => [
    [name, value],
    [`${name}_moe95`, moe95],
  ]);
  return {
    ...keys,
    ...Object.fromEntries(told),
    sample_sessions: sample.units,
    sample_sessions_moe95: round(sample.unitsMoe95, 1),
    org_count: sample.orgsFrom,
    org_count_band: sample.orgsBand,
  };
}

/** Kinds whose cells are a month's, of one task and one detail each. */
export const monthly = { finest: 'month', mergesDetails: false } satisfies Partial<Kind>;

export const monthOfCell = ({ start }: CellKey): string => monthOf(start);
