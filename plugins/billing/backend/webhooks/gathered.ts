import { setImmediate } from 'node:timers/promises';

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes by one statement what is asked for in one turn of the event loop, or while another write is under way: a commit
 * costs the same for one row as for many.
 * @param write answers one result for each item, in their order; never gets two items of one key
 * @param most items of one statement
 */
export function gathered<Item, Result>(
  write: (items: readonly Item[]) => Promise<readonly Result[]>,
  keyOf: (item: Item) => string,
  most = 200,
): (item: Item) => Promise<Result> {
  let waiting: Array<Waiting<Item, Result>> = [];
  let writing = false;

  function take(): Array<Waiting<Item, Result>> {
    const taken = new Map<string, Waiting<Item, Result>>();
    const left: typeof waiting = [];
    for (const one of waiting) {
      const key = keyOf(one.item);
      if (taken.size < most && !taken.has(key)) taken.set(key, one);
      else left.push(one);
    }
    waiting = left;
    return [...taken.values()];
  }

  async function work(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      // What has arrived with it is read from its sockets first.
      await setImmediate();
      const taken = take();
      try {
        const results = await write(taken.map(({ item }) => item));
        results.forEach((result, at) => taken[at]?.resolve(result));
      } catch (error) {
        for (const { reject } of taken) reject(error);
      }
    }
    writing = false;
  }

  return item =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!writing) void work();
    });
}
