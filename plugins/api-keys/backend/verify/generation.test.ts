import { keyGeneration } from './generation';

/** A database whose reads are answered when the test says so. */
function slowDatabase() {
  let value = 0;
  const open: Array<() => void> = [];
  let started = 0;
  return {
    raise: () => void value++,
    read: () => {
      started++;
      const seen = value;
      return new Promise<number>(resolve => open.push(() => resolve(seen)));
    },
    answer: async () => {
      open.shift()?.();
      await new Promise(setImmediate);
    },
    started: () => started,
  };
}

describe('generation of the keys', () => {
  it('within one process is raised by the process itself, and waits for nothing', () => {
    const generation = keyGeneration('sqlite', () => Promise.reject(new Error('never read')));
    const before = generation.current;
    expect(generation.confirm()).toBeUndefined();
    generation.raised();
    expect(generation.current).toBeGreaterThan(before);
  });

  it('across instances includes every change made before the request', async () => {
    const database = slowDatabase();
    const generation = keyGeneration('pg', database.read);
    const first = generation.confirm();
    database.raise(); // after the first read began: it does not see this
    const second = generation.confirm();
    const third = generation.confirm();
    await database.answer();
    await first;
    expect(generation.current).toBe(0);
    await database.answer();
    await Promise.all([second, third]);
    expect(generation.current).toBe(1);
    expect(database.started()).toBe(2); // shared by the second and the third
  });

  it('fails those who waited for a read that failed, and reads anew for the next', async () => {
    let fail = true;
    const generation = keyGeneration('pg', async () => {
      if (fail) throw new Error('database is gone');
      return 7;
    });
    await expect(generation.confirm()).rejects.toThrow('database is gone');
    fail = false;
    await generation.confirm();
    expect(generation.current).toBe(7);
  });
});
