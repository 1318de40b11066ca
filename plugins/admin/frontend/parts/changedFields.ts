export interface ChangedField {
  /** Dotted: `limits.rows`; empty where the whole value changed. */
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

const isTree = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;

function leaves(value: unknown, path: string, into: Map<string, string>): Map<string, string> {
  if (isTree(value)) {
    for (const [name, part] of Object.entries(value)) leaves(part, path ? `${path}.${name}` : name, into);
  } else if (value !== null && value !== undefined) {
    into.set(path, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return into;
}

/** What differs between two JSON values, field by field in alphabetical order; what is missing is an empty text. */
export function changedFields(before: unknown, after: unknown): ChangedField[] {
  const was = leaves(before, '', new Map());
  const is = leaves(after, '', new Map());
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter(field => was.get(field) !== is.get(field))
    .sort()
    .map(field => ({ field, before: was.get(field) ?? '', after: is.get(field) ?? '' }));
}
