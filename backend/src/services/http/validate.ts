import { InvalidRequestError, type EndpointInput, type FieldProblem } from '@netcrab/plugin-api/backend';
import type { z } from 'zod';
import type { Route } from './route';

/** What came over the wire, before any schema. */
export interface Unvalidated {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | string[]>>;
  /** Parsed JSON, raw bytes for an endpoint that asks for them, undefined without a body. */
  readonly body: unknown;
}

function problemsOf(error: z.ZodError, part: string): FieldProblem[] {
  return error.issues.flatMap(issue => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map(key => ({
        field: [part, ...issue.path, key].join('.'),
        message: `${key} is not known here. Remove it, or check its spelling.`,
      }));
    }
    return [{ field: [part, ...issue.path].join('.'), message: issue.message }];
  });
}

/**
 * Parses all parts of a request and reports every problem at once.
 * @throws InvalidRequestError with `details: [{field, message}]`; fields start with `params`, `query` or `body`.
 */
export function validate(route: Route, { params, query, body }: Unvalidated): EndpointInput<unknown> {
  const problems: FieldProblem[] = [];
  const parse = (schema: z.ZodType | null, value: unknown, part: string): unknown => {
    if (!schema) return undefined;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    problems.push(...problemsOf(parsed.error, part));
    return undefined;
  };
  const input = {
    params: parse(route.params, params, 'params') ?? {},
    query: parse(route.query, query, 'query'),
    body: route.raw ? body : parse(route.body, body, 'body'),
  };
  if (!route.raw && !route.body && body !== undefined) {
    problems.push({ field: 'body', message: 'This endpoint takes no body.' });
  }
  const [first] = problems;
  if (first) throw new InvalidRequestError(`${first.field}: ${first.message}`, problems);
  return input as EndpointInput<unknown>;
}

/** `a=1&b=2&b=3` → `{a: '1', b: ['2', '3']}`; percent-decoded, malformed sequences refused. */
export function parseQuery(text: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  if (text === '') return query;
  for (const part of text.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const key = decode(equals < 0 ? part : part.slice(0, equals), 'query');
    const value = equals < 0 ? '' : decode(part.slice(equals + 1), `query.${key}`);
    // Objects made of the query later on must not take it for their prototype.
    if (key === '__proto__') {
      throw refused(`query.${key}`, 'This name cannot be used. Use another, or remove it.');
    }
    const before = query[key];
    if (before === undefined) query[key] = value;
    else if (typeof before === 'string') query[key] = [before, value];
    else before.push(value);
  }
  return query;
}

/**
 * Undoes percent encoding.
 * @param field names the part of the address in the error.
 * @throws InvalidRequestError for a malformed sequence, and for NUL, which nothing can store.
 */
export function decode(text: string, field: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  let decoded: string;
  try {
    decoded = decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw refused(field, `Use percent sequences of UTF-8: ${text.slice(0, 80)} is malformed.`);
  }
  assertStorable(decoded, field);
  return decoded;
}

/** @throws InvalidRequestError for NUL, which Postgres refuses in any text. */
export function assertStorable(text: string, field: string): void {
  if (text.includes('\0')) throw refused(field, 'Use text without the character NUL (%00).');
}

const refused = (field: string, message: string) =>
  new InvalidRequestError(`${field}: ${message}`, [{ field, message }]);
