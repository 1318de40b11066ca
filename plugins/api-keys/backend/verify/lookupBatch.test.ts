import { batchLookups } from './lookupBatch';

function setup() {
  const queries: string[][] = [];
  const released: Array<() => void> = [];
  let time = 0;
  const lookup = batchLookups(
    async texts => {
      queries.push([...texts]);
      if (texts.includes('broken')) throw new Error('database is gone');
      return new Map(texts.filter(text => text.startsWith('known')).map(text => [text, text.length]));
    },
    {
      spacingMs: 5,
      now: () => time,
      wait: ms => new Promise(resolve => released.push(() => ((time += ms), resolve()))),
    },
  );
  return { queries, lookup, release: () => released.shift()?.() };
}

describe('batched lookups', () => {
  it('asks at once when nothing was asked lately, then in groups', async () => {
    const { queries, lookup, release } = setup();
    expect(await lookup('known')).toBe(5);
    const later = Promise.all([lookup('known2'), lookup('other'), lookup('known2')]);
    release();
    expect(await later).toEqual([6, null, 6]);
    expect(queries).toEqual([['known'], ['known2', 'other']]);
  });

  it('fails only those of the query that failed', async () => {
    const { lookup, release } = setup();
    await expect(lookup('broken')).rejects.toThrow('database is gone');
    const next = lookup('known');
    release();
    expect(await next).toBe(5);
  });

  it('keeps a query to 500 texts', async () => {
    const { queries, lookup, release } = setup();
    await lookup('known');
    const many = Promise.all(Array.from({ length: 700 }, (_, i) => lookup(`x${i}`)));
    release();
    await new Promise(setImmediate);
    release();
    await many;
    expect(queries.map(texts => texts.length)).toEqual([1, 500, 200]);
  });
});
