import { createHash } from 'node:crypto';

/**
 * Whether a session is kept: by its id alone, so that all its events share their fate on every agent and after every
 * restart, and a session kept at a low rate is kept at each higher one.
 */
export function sampleRule(rate: number): (sessionId: string) => boolean {
  if (rate >= 1) return () => true;
  const bound = rate * 2 ** 32;
  let last = '';
  let verdict = true;
  return sessionId => {
    if (sessionId === last) return verdict;
    last = sessionId;
    verdict = createHash('sha256').update(sessionId).digest().readUInt32BE() < bound;
    return verdict;
  };
}
