const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** npm hands Ctrl-C on although the terminal has sent it already: what comes within this time is the same keystroke. */
const sameKeystrokeMs = 1_000;

/**
 * Aborted at the first Ctrl-C, SIGTERM or hang-up of the terminal: the portal then ends what is in flight. A second one
 * ends the process at once; the next start goes on from what was committed.
 */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  let firstAt = 0;
  const told = () => {
    if (!stop.signal.aborted) {
      firstAt = performance.now();
      stop.abort();
    } else if (performance.now() - firstAt > sameKeystrokeMs) {
      process.exit(130);
    }
  };
  for (const name of names) process.on(name, told);
  return stop.signal;
}
