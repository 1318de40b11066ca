import type { PackVersion } from '@netcrab/plugin-pack-builder/contract';
import type { PackVersionView } from '../../contract/types';

type Fields = PackVersion['fields'];

/** What changed between the fields of two versions, in the newer one's order, removals last. */
export function schemaDiff(before: Fields, after: Fields): PackVersionView['schemaDiff'] {
  const old = new Map(before.map(field => [field.name, field]));
  const names = new Set(after.map(field => field.name));
  const changes = after.flatMap<PackVersionView['schemaDiff'][number]>(field => {
    const previous = old.get(field.name);
    if (!previous) return [{ field: field.name, change: 'added', before: null, after: field.type }];
    if (previous.type !== field.type)
      return [{ field: field.name, change: 'retyped', before: previous.type, after: field.type }];
    if (previous.description !== field.description || previous.unit !== field.unit) {
      return [
        { field: field.name, change: 'redescribed', before: described(previous), after: described(field) },
      ];
    }
    return [];
  });
  const removed = before
    .filter(field => !names.has(field.name))
    .map(field => ({ field: field.name, change: 'removed' as const, before: field.type, after: null }));
  return [...changes, ...removed];
}

const described = ({ description, unit }: Fields[number]): string =>
  unit ? `${description} (${unit})` : description;

/** Versions, newest first, each with what it changed. */
export function versionViews(versions: readonly PackVersion[]): PackVersionView[] {
  const newest = [...versions].sort((a, b) => compareVersions(b.version, a.version));
  return newest.map(({ version, status, createdAt, changelog, breaking, fields }, index) => {
    const previous = newest[index + 1];
    return {
      version,
      status,
      createdAt,
      changelog,
      breaking,
      schemaDiff: previous ? schemaDiff(previous.fields, fields) : [],
    };
  });
}

/** `1.10` comes after `1.9`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map(version => version.split('.').map(Number));
  return (left?.[0] ?? 0) - (right?.[0] ?? 0) || (left?.[1] ?? 0) - (right?.[1] ?? 0);
}
