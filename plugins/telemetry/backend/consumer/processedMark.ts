import fs from 'node:fs';
import path from 'node:path';
import type { EventLog } from '../log/eventLog';

/**
 * Remembers beside the log how far it was processed, so that a start without a backlog need not open the warehouse. Only
 * a hint: the position that counts stands in the warehouse.
 */
export function createProcessedMark(folder: string) {
  const file = path.join(folder, 'processed');
  return {
    hasBacklog(log: EventLog): boolean {
      try {
        return fs.readFileSync(file, 'utf8') !== `${log.id} ${log.end}`;
      } catch {
        return log.end > log.start;
      }
    },
    write(log: EventLog, position: number): void {
      // Torn by a crash it only means that the warehouse is asked.
      fs.writeFile(file, `${log.id} ${position}`, () => undefined);
    },
  };
}
