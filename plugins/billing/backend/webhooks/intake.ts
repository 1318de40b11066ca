import { setTimeout as wait } from 'node:timers/promises';
import { gathered } from './gathered';
import type { DatabaseInboxStore, NewEvent } from './inboxStore';

/** Nothing arrived for so long: the burst is over. */
const quietMs = 20;
/** Events that keep arriving hold up each object so often at most. */
const mostWaits = 5;

export interface Intake {
  /** Answers whether the event is new, once it is kept. */
  keep(event: NewEvent): Promise<boolean>;
  /** Resolves when no events are arriving, or after a tenth of a second: Stripe's answers go before processing. */
  quiet(): Promise<void>;
}

export function createIntake(inbox: Pick<DatabaseInboxStore, 'keep'>): Intake {
  let lastAt = -Infinity;
  const write = gathered(
    async (events: readonly NewEvent[]) => {
      const fresh = await inbox.keep(events);
      return events.map(event => fresh.has(event.id));
    },
    event => event.id,
  );
  return {
    keep(event) {
      lastAt = performance.now();
      return write(event);
    },
    async quiet() {
      for (let waits = 0; waits < mostWaits && performance.now() - lastAt < quietMs; waits++)
        await wait(quietMs);
    },
  };
}
