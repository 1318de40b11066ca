import type { Note } from '../../contract';
import { dayMs } from '../scope/window';

/**
 * One note that nobody has judged yet, of the gravest there are; where several are equally grave, another each day.
 * @param now epoch ms
 */
export function noteOfTheDay(notes: readonly Note[], now: number): Note | null {
  const open = notes.filter(({ feedback }) => feedback === null);
  const gravest = open.filter(({ severity }) => severity === open[0]?.severity);
  return gravest[Math.floor(now / dayMs) % gravest.length] ?? null;
}
