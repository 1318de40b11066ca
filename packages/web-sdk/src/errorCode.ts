import { code } from './text';

/** The first place a stack names: `https://…/app.js:10:5`. */
const placeOf = (stack: unknown): string | undefined => /\S+:\d+:\d+/.exec(String(stack ?? ''))?.[0];

/**
 * A code that the same error has again: its name, and a hash of the place it came from. Its message may hold what people
 * typed, and is never read. A text without spaces is a code of the page's own.
 *
 * @param place where it happened, when it is known without the error's stack
 */
export function errorCode(
  error: unknown,
  hash: (text: string | undefined) => string | undefined,
  place?: string,
): string {
  if (typeof error === 'string' && /^[\w.:/-]{1,64}$/.test(error)) return error;
  const { name, stack } = Object(error) as { name?: unknown; stack?: unknown };
  const kind = code(name, 40) ?? 'Error';
  const where = hash(place ?? placeOf(stack))?.slice(0, 8);
  return where ? `${kind}:${where}` : kind;
}
