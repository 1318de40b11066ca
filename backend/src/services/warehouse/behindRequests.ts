import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { getPriority, setPriority } from 'node:os';

const threads = '/proc/self/task';
/** Steps of niceness below this thread: still a tenth of a processor that requests fill. */
const steps = 10;
const lowest = 19;

/**
 * Opens an engine whose own threads give way to the one that answers requests, so that a build on every processor does
 * not make them wait. Only Linux has priorities per thread; elsewhere it just opens.
 */
export async function behindRequests<Opened>(open: () => Promise<Opened>): Promise<Opened> {
  if (!existsSync(threads)) return open();
  // Reading this way also starts Node's own threads, which serve everybody, before the others are counted.
  const before = new Set(await readdir(threads));
  const opened = await open();
  for (const thread of await readdir(threads)) if (!before.has(thread)) giveWay(Number(thread));
  return opened;
}

function giveWay(thread: number): void {
  try {
    setPriority(thread, Math.min(getPriority() + steps, lowest));
  } catch {
    // It has ended, or the system forbids it: then it competes as before.
  }
}
