import type { Logger } from '@netcrab/plugin-api/backend';

const atMostEveryMs = 60_000;
const gatherMs = 1_000;
const mostKeys = 50_000;

export interface LastUsed {
  /** Notes a use. Synchronous and cheap: most calls only compare two numbers. */
  touch(keyId: string, now: number): void;
  /** Writes what was noted. */
  flush(): Promise<void>;
}

/** Keeps `last_used_at`: of one key at most once a minute, of all keys together in one transaction a second. */
export function trackLastUsed(
  write: (used: ReadonlyMap<string, number>) => Promise<void>,
  log: Logger,
): LastUsed {
  const written = new Map<string, number>();
  let pending = new Map<string, number>();
  let timer: NodeJS.Timeout | null = null;

  async function flush() {
    if (timer) clearTimeout(timer);
    timer = null;
    if (pending.size === 0) return;
    const used = pending;
    pending = new Map();
    try {
      await write(used);
    } catch (error) {
      // A display value: the next use writes it again.
      for (const id of used.keys()) written.delete(id);
      log.warn({ err: error }, 'Could not note when API keys were last used');
    }
  }

  return {
    touch(keyId, now) {
      const last = written.get(keyId);
      if (last !== undefined && now - last < atMostEveryMs) return;
      if (written.size >= mostKeys) written.clear();
      written.set(keyId, now);
      pending.set(keyId, now);
      timer ??= setTimeout(() => void flush(), gatherMs).unref();
    },
    flush,
  };
}
