/** Calls `work` once, `ms` after the last call; {@link Debounced.stop} forgets a call that waits. */
export interface Debounced {
  (): void;
  stop(): void;
}

export function debounce(ms: number, work: () => void): Debounced {
  let timer: NodeJS.Timeout | undefined;
  const call = () => {
    clearTimeout(timer);
    timer = setTimeout(work, ms);
    timer.unref();
  };
  return Object.assign(call, { stop: () => clearTimeout(timer) });
}
