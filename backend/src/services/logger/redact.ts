import { types } from 'node:util';

/** Names that end so hold a secret: `accessToken`, `client_secret`, `set-cookie`; not `tokenCount` or `apiKeyId`. */
const secretName =
  /(?:password|passwd|passphrase|secret|token|authorization|cookie|apikey|privatekey|secretkey|credential|connectionstring)s?(?:hash|value|text)?$/;
const shortSecretNames = new Set(['pwd', 'pass', 'otp', 'sid', 'sessionid', 'dsn']);
const hidden = '[redacted]';
const deepest = 6;
const longestArray = 50;

/** Also those of another realm, which `instanceof` would miss. */
export const isError = (value: unknown): value is Error =>
  types.isNativeError(value) || value instanceof Error;

const known = new Map<string, boolean>();
function isSecret(name: string): boolean {
  let answer = known.get(name);
  if (answer === undefined) {
    const plain = name.toLowerCase().replace(/[-_.]/g, '');
    answer = shortSecretNames.has(plain) || secretName.test(plain);
    if (known.size > 2_000) known.clear();
    known.set(name, answer);
  }
  return answer;
}

/** Credentials inside of texts: `scheme://user:password@host`, and bearer tokens. */
export const scrubText = (text: string): string =>
  text.length < 8
    ? text
    : text
        .replace(/(:\/\/[^\s/:@]*):[^\s/@]+@/g, `$1:${hidden}@`)
        .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${hidden}`);

function redactError(error: Error, depth: number): object {
  const { cause, ...own } = error as Error & Record<string, unknown>;
  return {
    ...redactFields(own, depth + 1),
    type: error.name,
    message: scrubText(error.message),
    stack: scrubText(error.stack ?? ''),
    ...(cause === undefined ? {} : { cause: redactValue(cause, depth + 1) }),
  };
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return scrubText(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value;
  if (depth > deepest) return '[…]';
  if (isError(value)) return redactError(value, depth);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) {
    const items = value.slice(0, longestArray).map(item => redactValue(item, depth + 1));
    return value.length > longestArray ? [...items, `[… ${value.length - longestArray} more]`] : items;
  }
  return redactFields(value, depth + 1);
}

function redactFields(fields: object, depth: number): Record<string, unknown> {
  const clean: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const secret = isSecret(name) && value !== null && ['string', 'object'].includes(typeof value);
    clean[name] = secret ? hidden : redactValue(value, depth);
  }
  return clean;
}

/** The fields of a log line without secrets, endless nesting and large binaries; errors as plain objects. */
export const redact = (fields: object): Record<string, unknown> => redactFields(fields, 0);
