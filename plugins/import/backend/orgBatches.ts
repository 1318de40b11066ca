import { limits } from '@netcrab/plugin-telemetry/contract';
import type { ImportedEvent } from './parseLine';

export interface Batch {
  readonly orgId: string;
  readonly events: readonly ImportedEvent[];
}

interface Open {
  readonly orgId: string;
  events: ImportedEvent[];
  characters: number;
}

const fullCharacters = 4 * 1024 * 1024;

/**
 * Collects events into batches of one organisation each. Bounded: when all that waits grows beyond `mostWaiting`
 * characters, the largest goes out before it is full.
 */
export class OrgBatches {
  private readonly open = new Map<string, Open>();
  private waiting = 0;

  constructor(private readonly mostWaiting = 64 * 1024 * 1024) {}

  /** @returns a batch that is now due, if any. */
  add(event: ImportedEvent): Batch | null {
    const { orgId, text } = event;
    let batch = this.open.get(orgId);
    if (!batch) this.open.set(orgId, (batch = { orgId, events: [], characters: 0 }));
    batch.events.push(event);
    batch.characters += text.length;
    this.waiting += text.length;
    if (batch.events.length >= limits.eventsPerBatch || batch.characters >= fullCharacters)
      return this.close(batch);
    if (this.waiting < this.mostWaiting) return null;
    return this.close(
      [...this.open.values()].reduce((most, one) => (one.characters > most.characters ? one : most)),
    );
  }

  /** What is left, at the end of the file. */
  *rest(): Generator<Batch> {
    for (const batch of [...this.open.values()]) yield this.close(batch);
  }

  private close(batch: Open): Batch {
    this.open.delete(batch.orgId);
    this.waiting -= batch.characters;
    return batch;
  }
}
