import { defineEvent } from '@netcrab/plugin-api/backend';
import { testClock, testIds } from '@netcrab/plugin-api/testing';
import { z } from 'zod';
import { testDatabases } from '../../testing/databases';
import { openDatabase, type ServiceDatabase } from '../database.fixture';
import { createLogger } from '../logger';
import { createEvents, eventsMigrations, type Events } from '.';

const changed = defineEvent('thing_changed', z.strictObject({ n: z.int() }));
const logger = createLogger({ level: 'silent', format: 'json', write: () => undefined });

describe.each(testDatabases)('events on %s', kind => {
  let opened: ServiceDatabase;
  let clock: ReturnType<typeof testClock>;
  let running: Events[];
  const create = (instanceId = 'one', database = opened.database) => {
    const events = createEvents({ database, clock, ids: testIds(instanceId), logger, instanceId });
    running.push(events);
    return events;
  };
  beforeEach(async () => {
    opened = await openDatabase(kind, eventsMigrations);
    clock = testClock();
    running = [];
  });
  afterEach(async () => {
    for (const events of running) await events.stop();
    await opened.drop();
  });

  it('delivers to every subscriber, in order, also what was published before the start', async () => {
    const events = create();
    const { publish, subscribe, drained } = events.forPlugin('a');
    const seen: string[] = [];
    subscribe(
      changed,
      'first',
      async ({ n }, meta) => void seen.push(`first ${n} ${meta.key} ${meta.attempt}`),
    );
    events.forPlugin('b').subscribe(changed, 'first', async ({ n }) => void seen.push(`b ${n}`));
    await publish(changed, { n: 1 }, { key: 'k' });
    await events.start();
    await publish(changed, { n: 2 }, { key: 'k' });
    await drained();
    expect(seen.filter(line => line.startsWith('first'))).toEqual(['first 1 k 1', 'first 2 k 1']);
    expect(seen.filter(line => line.startsWith('b'))).toEqual(['b 1', 'b 2']);
    expect(await opened.database.knex('core_event_deliveries')).toEqual([]);
  });

  it('publishes with the transaction or not at all', async () => {
    const events = create();
    const { publish, subscribe, drained } = events.forPlugin('a');
    const seen: number[] = [];
    let arrived: () => void = () => undefined;
    const arrival = new Promise<void>(resolve => (arrived = resolve));
    subscribe(changed, 's', async ({ n }) => {
      seen.push(n);
      arrived();
    });
    await events.start();
    const failing = opened.database.transaction(async trx => {
      await publish(changed, { n: 1 }, { key: 'k', trx });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await opened.database.transaction(trx => publish(changed, { n: 2 }, { key: 'k', trx }));
    await arrival;
    await drained();
    expect(seen).toEqual([2]);
    await expect(publish(changed, { n: 1.5 }, { key: 'k' })).rejects.toThrow();
  });

  it('retries with backoff, holding back only its key, and ends as a dead letter that can be retried', async () => {
    const events = create();
    const { publish, subscribe, drained } = events.forPlugin('a');
    const seen: string[] = [];
    let broken = true;
    subscribe(changed, 's', async ({ n }, { key, attempt }) => {
      if (broken && key === 'bad' && n === 1) throw new Error(`attempt ${attempt}`);
      seen.push(`${key} ${n}`);
    });
    await events.start();
    for (const [key, n] of [
      ['bad', 1],
      ['bad', 2],
      ['good', 3],
    ] as const)
      await publish(changed, { n }, { key });
    await drained();
    expect(seen).toEqual(['good 3']);
    for (let attempt = 2; attempt <= 20; attempt++) {
      expect(await events.deadLetters()).toEqual([]);
      clock.advance(3_600_000);
      await drained();
    }
    expect(seen).toEqual(['good 3', 'bad 2']);
    const [dead] = await events.deadLetters();
    expect(dead).toMatchObject({
      subscriber: 'a.s',
      key: 'bad',
      attempts: 20,
      error: 'attempt 20',
      type: 'thing_changed',
    });
    broken = false;
    expect(await events.retry('a.s', dead?.seq ?? 0)).toBe(true);
    expect(await events.retry('a.s', 999)).toBe(false);
    await drained();
    expect(seen).toEqual(['good 3', 'bad 2', 'bad 1']);
  });

  it('delivers again what a crashed instance held', async () => {
    const crashed = create('crashed');
    let reached: () => void = () => undefined;
    const handling = new Promise<void>(resolve => (reached = resolve));
    let release: () => void = () => undefined;
    crashed.forPlugin('a').subscribe(changed, 's', () => {
      reached();
      return new Promise(resolve => (release = resolve));
    });
    await crashed.start();
    await crashed.forPlugin('a').publish(changed, { n: 1 }, { key: 'k' });
    await handling;
    const next = create('next', await opened.connect());
    const seen: number[] = [];
    next.forPlugin('a').subscribe(changed, 's', async ({ n }) => void seen.push(n));
    clock.advance(kind === 'pg' ? 60_001 : 0);
    await next.start();
    await next.forPlugin('a').drained();
    expect(seen).toEqual([1]);
    release();
  });

  it('keeps order per key and loses nothing when two instances share the work', async () => {
    if (kind === 'sqlite') return;
    const seen = new Map<string, number[]>();
    const instances = [create('one'), create('two', await opened.connect())];
    for (const events of instances)
      events
        .forPlugin('a')
        .subscribe(changed, 's', async ({ n }, { key }) => void seen.set(key, [...(seen.get(key) ?? []), n]));
    for (const events of instances) await events.start();
    const sent = Array.from({ length: 60 }, (_, n) => n);
    for (const n of sent)
      await instances[n % 2]!.forPlugin('a').publish(changed, { n }, { key: `k${n % 5}` });
    for (const events of instances) await events.forPlugin('a').drained();
    for (const events of instances) await events.stop();
    await expect(opened.database.knex('core_event_deliveries')).resolves.toEqual([]);
    for (const [key, got] of seen) expect([key, got]).toEqual([key, sent.filter(n => `k${n % 5}` === key)]);
  });

  it('gives a new subscriber what is retained, and forgets what is old', async () => {
    const first = create();
    await first.start();
    await first.forPlugin('a').publish(changed, { n: 1 }, { key: 'k' });
    const seen: number[] = [];
    first.forPlugin('late').subscribe(changed, 's', async ({ n }) => void seen.push(n));
    expect(() => first.forPlugin('late').subscribe(changed, 's', async () => undefined)).toThrow(
      'subscribes already',
    );
    await first.stop();
    const second = create();
    second.forPlugin('late').subscribe(changed, 's', async ({ n }) => void seen.push(n));
    await second.start();
    await second.forPlugin('late').drained();
    expect(seen).toEqual([1]);
    await second.stop();
    clock.advance(8 * 24 * 3_600_000);
    await create().start();
    expect(await opened.database.knex('core_outbox')).toEqual([]);
  });

  it('goes down and up again', async () => {
    await opened.migrator.down('core', eventsMigrations, null);
    expect(await opened.database.knex.schema.hasTable('core_outbox')).toBe(false);
    await opened.migrator.up('core', eventsMigrations);
    expect(await opened.database.knex('core_outbox')).toEqual([]);
  });
});
