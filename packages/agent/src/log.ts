type Level = 'info' | 'warn' | 'error';
type Facts = Readonly<Record<string, unknown>>;

/** Says what happens, one line of JSON each; never an id, a key or a value of an event. */
export type Log = Readonly<Record<Level, (message: string, facts?: Facts) => void>>;

export function createLog(write: (line: string) => void, now: () => number): Log {
  const at =
    (level: Level) =>
    (message: string, facts: Facts = {}) =>
      write(`${JSON.stringify({ time: new Date(now()).toISOString(), level, message, ...facts })}\n`);
  return { info: at('info'), warn: at('warn'), error: at('error') };
}
