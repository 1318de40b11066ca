import fs from 'node:fs';
import path from 'node:path';
import type { EventLog } from '../log/eventLog';

/** What processing makes of events; a mark of a version that made less does not count. */
const makes = 'facts task-types screens';

/**
 * Remembers beside the log how far it was processed, so that a start without a backlog need not open the warehouse. Only
 * a hint: the position that counts stands in the warehouse.
 */
export function createProcessedMark(folder: string) {
  const file = path.join(folder, 'processed');
  return {
    hasBacklog(log: EventLog): boolean {
      try {
        return fs.readFileSync(file, 'utf8') !== `${log.id} ${log.end} ${makes}`;
      } catch {
        return log.end > log.start;
      }
    },
    write(log: EventLog, position: number): void {
      // Torn by a crash it only means that the warehouse is asked.
      fs.writeFile(file, `${log.id} ${position} ${makes}`, () => undefined);
    },
  };
}
