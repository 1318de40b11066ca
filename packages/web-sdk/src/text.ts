/** One line of at most `max` characters without control characters; undefined when nothing is left. */
export const line = (value: unknown, max: number): string | undefined =>
  String(value ?? '')
    .replace(/[^ -~\xa0-\uffff]+/g, ' ')
    .trim()
    .slice(0, max) || undefined;

/** A code of at most `max` characters: what is not a letter, digit or one of `_ . : / -` becomes `_`. */
export const code = (value: unknown, max = 64): string | undefined =>
  line(value, max)?.replace(/[^\w.:/-]/g, '_');

/** A name that begins with a letter; undefined for an empty one. */
export function eventName(value: unknown): string | undefined {
  const name = code(value)?.replace(/\//g, '_');
  // Some names mean what needs more than a name; their own calls give it.
  return (
    name && (/^([^a-z]|(task_started|task_completed|error)$)/i.test(name) ? `app_${name}`.slice(0, 64) : name)
  );
}

/** A kind of task: begins with a letter or digit; undefined when none is there. */
export const taskName = (value: unknown): string | undefined =>
  line(value, 160)
    ?.replace(/[^\w.:/ -]/g, '_')
    .replace(/^[^a-z\d]+/i, '')
    .slice(0, 128) || undefined;
