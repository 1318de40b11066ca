import { randomHex } from './eventId';
import { sha256 } from './sha256';
import { read, write } from './storage';

const idleMs = 30 * 60_000;
/** The session's last event is written down at most so often. */
const rememberEveryMs = 1_000;

export interface Session {
  /** The session an event of this moment belongs to: a new one after 30 minutes without any. */
  at(now: number): string;
  /** The next event begins another. */
  renew(): void;
}

/** Sessions of this tab, kept under a name across its pages, and within the page where storage is blocked. */
export function createSession(entry: string): Session {
  let [id = '', last = ''] = (read('sessionStorage', entry) ?? '').split(' ');
  let written = 0;
  return {
    at(now) {
      // A clock that was put back far is not the same sitting either.
      if (id.length !== 32 || !(Math.abs(now - +last) < idleMs)) {
        id = randomHex(16);
        written = 0;
      }
      last = `${now}`;
      if (Math.abs(now - written) > rememberEveryMs) {
        written = now;
        write('sessionStorage', entry, `${id} ${now}`);
      }
      return id;
    },
    renew: () => void (id = ''),
  };
}

export interface User {
  hash: string;
  anonymous: boolean;
  /** @param id null for somebody unknown */
  set(id: string | number | null): void;
}

/**
 * Who the events belong to: the hash of the id last given, or a random one. Kept in this browser, so that the next page
 * knows it before it is given again; the id itself is not.
 * @param salt the same person has other hashes under another
 */
export function createUser(entry: string, salt: string): User {
  const [, kind, hash = ''] = /^([au])([\da-f]{32})$/.exec(read('localStorage', entry) ?? '') ?? [];
  const user: User = {
    hash,
    anonymous: kind !== 'u',
    set(id) {
      user.anonymous = id === null;
      user.hash = id === null ? randomHex(16) : sha256(salt + id).slice(0, 32);
      write('localStorage', entry, (user.anonymous ? 'a' : 'u') + user.hash);
    },
  };
  if (!hash) user.set(null);
  return user;
}
