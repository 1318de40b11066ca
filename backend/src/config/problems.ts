import type { z } from 'zod';
import { nearest } from './nearest';
import { knownOptions } from './views';

type Issue = z.core.$ZodIssue;

export interface ParsedPart {
  readonly schema: z.ZodType;
  readonly value: unknown;
  /** Where in the whole configuration the part stands. */
  readonly at: readonly string[];
  /** The layer that set an option. */
  readonly originOf: OriginOf;
}

/** Names the layer of the configuration that decides an option: a file, the environment, the command line. */
export type OriginOf = (path: readonly string[]) => string;

const names: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'options',
  record: 'options',
  string: 'text',
};
const nameOf = (type: string) => names[type] ?? type;

function typeOf(value: unknown): string {
  if (value === null) return 'nothing';
  return nameOf(Array.isArray(value) ? 'array' : typeof value);
}

const units: Readonly<Record<string, string>> = { string: ' characters', array: ' entries' };

/** `at least 32 characters`; a number that fell short is told, a text never: it may be a secret. */
function bound(
  side: 'at least' | 'at most',
  limit: unknown,
  inclusive: boolean,
  origin: string,
  value: unknown,
) {
  const open = side === 'at least' ? 'more than' : 'less than';
  const given = typeof value === 'number' ? `, not ${value}` : '';
  return `must ${units[origin] ? 'have' : 'be'} ${inclusive ? side : open} ${String(limit)}${units[origin] ?? ''}${given}`;
}

const isOwnWords = (message: string) => !/^(Invalid|Unrecognized|Too )/.test(message);

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key],
    value,
  );

/** What is wrong with an option, and what to give instead. */
function describe(issue: Issue, root: z.ZodType, given: unknown): string {
  const value = valueAt(given, issue.path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = [...new Set(knownOptions(root, issue.path))].sort();
      return issue.keys
        .map(key => {
          const meant = nearest(key, known);
          const remedy = meant ? `Did you mean ${meant}?` : `Known: ${known.join(', ') || 'none'}.`;
          return `there is no option ${key}. ${remedy}`;
        })
        .join(' ');
    }
    case 'invalid_type':
      if (!isOwnWords(issue.message)) {
        const wanted = nameOf(issue.expected);
        return value === undefined ? `is missing; give ${wanted}` : `must be ${wanted}, not ${typeOf(value)}`;
      }
      return issue.message;
    case 'too_big':
      return bound('at most', issue.maximum, issue.inclusive !== false, issue.origin, value);
    case 'too_small':
      return bound('at least', issue.minimum, issue.inclusive !== false, issue.origin, value);
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      if ('options' in issue && Array.isArray(issue.options))
        return `must be one of ${issue.options.join(', ')}`;
      return issue.message;
    case 'invalid_format':
      if (issue.format === 'url') return 'must be an address, like https://portal.example.com';
      return issue.message;
    default:
      return issue.message;
  }
}

/** Every refused option in one line, each with where it was set, its path, and the remedy. */
export function describeProblems(
  issues: readonly Issue[],
  { schema, value, at, originOf }: ParsedPart,
): string {
  return issues
    .map(issue => {
      const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
      const path = [...at, ...issue.path].map(String);
      const option = path.length > 0 ? `${path.join('.')}: ` : '';
      return `${originOf([...path, ...keys])}: ${option}${describe(issue, schema, value)}`;
    })
    .join('; ');
}
