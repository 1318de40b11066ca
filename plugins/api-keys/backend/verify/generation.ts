import type { Dialect } from '@netcrab/plugin-api/backend';

/**
 * Says whether what is remembered of the keys is still true. Every revocation and rotation raises a generation in the
 * database; whatever was read under an older one is read again.
 */
export interface KeyGeneration {
  /** Of the last {@link confirm}. */
  readonly current: number;
  /** Nothing to wait for, or a promise after which `current` includes every change committed before the call. */
  confirm(): Promise<void> | undefined;
  /** Called after this instance has committed a change. */
  raised(): void;
}

/** SQLite belongs to one process, so what it changed itself is all there is to know. */
function withinProcess(): KeyGeneration {
  let current = 0;
  return {
    get current() {
      return current;
    },
    confirm: () => undefined,
    raised: () => void current++,
  };
}

/**
 * Several instances on one Postgres: a notification could arrive after the request that it should stop, so each request
 * waits for a read of the generation that began after it arrived. Requests share these reads: however many there are, one
 * is under way and one is next, each a lookup of a single row.
 */
function acrossInstances(read: () => Promise<number>): KeyGeneration {
  let current = -1;
  let underWay: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  const start = (): Promise<void> => {
    const reading = read().then(value => void (current = Math.max(current, value)));
    const done = () => {
      if (underWay === reading) underWay = null;
    };
    underWay = reading;
    reading.then(done, done);
    return reading;
  };

  return {
    get current() {
      return current;
    },
    confirm() {
      if (!underWay) return start();
      next ??= underWay
        .catch(() => undefined)
        .then(() => {
          next = null;
          return start();
        });
      return next;
    },
    raised: () => undefined,
  };
}

export const keyGeneration = (dialect: Dialect, read: () => Promise<number>): KeyGeneration =>
  dialect === 'sqlite' ? withinProcess() : acrossInstances(read);
