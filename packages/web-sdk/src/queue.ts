import type { WebEvent } from './wireEvent';

/** Events that wait for the portal to be reachable, oldest first. Nothing here rejects. */
export interface Queue {
  /** Adding one again changes nothing. */
  add(events: readonly WebEvent[]): Promise<void>;
  first(count: number): Promise<readonly WebEvent[]>;
  remove(events: readonly WebEvent[]): Promise<void>;
}

/** Why events never reached the portal. */
export type Loss = 'overflow' | 'expired' | 'refused' | 'throttled';

/** About 3 MB; the oldest give way. */
export const queueLimit = 5_000;
/** Sessions are closed for what comes later; the browser should not keep it either. */
const keptMs = 7 * 86_400_000;
const openWithinMs = 10_000;

const openDatabase = (name: string): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(name, { keyPath: 'eventId' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = reject;
    // Some browsers forget to answer.
    setTimeout(reject, openWithinMs);
  });

/** In IndexedDB, where ids keep the order of their times, and in memory where that is missing, blocked or full. */
export function openQueue(name: string, lose: (loss: Loss, count: number) => void): Queue {
  const memory = new Map<string, WebEvent>();
  // At once: a page that closes has no time to open it.
  const opened = openDatabase(name);
  opened.catch(() => undefined);

  const inStore = async <T>(
    mode: IDBTransactionMode,
    work: (events: IDBObjectStore) => IDBRequest<T> | void,
  ) => {
    const transaction = (await opened).transaction(name, mode);
    return new Promise<T | undefined>((resolve, reject) => {
      const request = work(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onabort = transaction.onerror = reject;
      // Not when the answers were read: a page that closes does not read them.
      transaction.commit();
    });
  };

  const queue: Queue = {
    async add(events) {
      await inStore('readwrite', kept => events.forEach(event => kept.put(event))).catch(() =>
        events.forEach(event => memory.set(event.eventId, event)),
      );
      const count = memory.size + ((await inStore('readonly', kept => kept.count()).catch(() => 0)) ?? 0);
      if (count > queueLimit) {
        const oldest = await queue.first(count - queueLimit);
        lose('overflow', oldest.length);
        await queue.remove(oldest);
      }
    },
    async first(count) {
      const stored = await inStore<WebEvent[]>('readonly', kept => kept.getAll(null, count)).catch(() => []);
      const found = [...(stored ?? []), ...memory.values()].slice(0, count);
      const old = found.filter(({ ts }) => !(Math.abs(Date.now() - Date.parse(ts)) < keptMs));
      if (!old.length) return found;
      lose('expired', old.length);
      await queue.remove(old);
      return queue.first(count);
    },
    async remove(events) {
      for (const { eventId } of events) memory.delete(eventId);
      await inStore('readwrite', kept => events.forEach(({ eventId }) => kept.delete(eventId))).catch(
        () => undefined,
      );
    },
  };
  return queue;
}
