import type { Logger, WarehouseService } from '@netcrab/plugin-api/backend';
import { telemetryConfig } from '../config';
import { consumerRules } from '../consumer/rules';
import { telemetryRef, type WireEvent } from '../../contract';
import { RecentIds } from '../ingest/recentIds';
import { createLiveFeed } from '../live/liveFeed';
import { batchOf } from '../testing/crashEvents';
import { startTelemetryPortal, type TelemetryPortal } from '../testing/telemetryPortal';
import { createDeletions, type DeletionsOptions } from './deletions';
import { DeletionStore } from './deletionStore';
import { createErasures } from './erasures';

const gone = 'user_0003';
const asked = { orgId: 'org_1', productId: 'crm' };
const quiet: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => quiet,
};
let portal: TelemetryPortal;
beforeAll(async () => {
  portal = await startTelemetryPortal();
});
afterEach(async () => {
  // For the next case nothing is kept out.
  await portal.core.warehouse.run('DELETE FROM telemetry_erasures');
  await portal.restart();
});
afterAll(() => portal.stop());

/** What a deletion works with in this portal; a log of two segments. */
function parts(): DeletionsOptions {
  const { database, warehouse, audit, events, ids } = portal.core;
  const segments = [
    { base: 0, path: '' },
    { base: 9, path: '' },
  ];
  return {
    store: new DeletionStore(database),
    database,
    warehouse,
    erasures: createErasures(warehouse),
    log: {
      id: 'log',
      start: 0,
      end: 9,
      append: async () => {},
      seal: async () => 9,
      removeConsumed: () => void segments.shift(),
      segments: () => segments,
      close: async () => {},
    },
    live: createLiveFeed({ clock: portal.clock, processId: 'p' }),
    recent: new RecentIds(),
    flushCounters: async () => {},
    processed: async () => {},
    recompute: async () => {},
    rules: consumerRules(telemetryConfig.parse({})),
    audit,
    events,
    clock: portal.clock,
    ids,
    logger: quiet,
  };
}

/** Commits, and dies before the answer. */
const diesAfterCommit = (warehouse: WarehouseService, nth: number): WarehouseService => {
  let count = 0;
  return {
    ...warehouse,
    async transaction(work) {
      const result = await warehouse.transaction(work);
      if (++count === nth) throw new Error('killed');
      return result;
    },
  };
};
/** A moment that one side waits for and the other tells of. */
function signal() {
  let tell = () => {};
  const told = new Promise<void>(resolve => {
    tell = resolve;
  });
  return { told, tell };
}
const killed = () => Promise.reject(new Error('killed'));

const moments: Record<string, (sound: DeletionsOptions) => Partial<DeletionsOptions>> = {
  'after keeping it out': sound => ({ warehouse: diesAfterCommit(sound.warehouse, 1) }),
  'while the log is processed': () => ({ processed: killed }),
  'after the rows are gone': sound => ({ warehouse: diesAfterCommit(sound.warehouse, 2) }),
  'while aggregates are computed': () => ({ recompute: killed }),
  'while it is audited': sound => ({
    audit: {
      ...sound.audit,
      record: ({ action }) => (action === 'telemetry.deletion.done' ? killed() : Promise.resolve()),
    },
  }),
};

const cases = (['user', 'product'] as const).flatMap(scope =>
  Object.entries(moments).map(([moment, broken]) => [scope, moment, broken] as const),
);
it.each(cases)(
  "the deletion of a %s's data that dies %s is finished by the next start, with the same proof",
  async (scope, _, broken) => {
    const key = await portal.key('org_1');
    const events = batchOf(0);
    await portal.send(key, events);
    await portal.service(telemetryRef).caughtUp();
    const isGone = ({ userHash }: WireEvent) => scope === 'product' || userHash === gone;
    const before = events.filter(isGone).length;
    const { knex } = portal.core.database;
    // As the counters are saved: a row or more.
    await knex('telemetry_counters').where({ product_id: 'crm' }).delete();
    await knex('telemetry_counters').insert({
      org_id: 'org_1',
      product_id: 'crm',
      day: '2026-11-01',
      counter: 'accepted',
      count: before,
      last_at: portal.clock.now(),
    });

    const died = signal();
    const sound = parts();
    const first = createDeletions({
      ...sound,
      ...broken(sound),
      logger: { ...quiet, error: () => died.tell() },
    });
    const { id } = await first.request(scope === 'user' ? { ...asked, userHash: gone } : asked, {
      kind: 'user',
      id: 'u',
    });
    await died.told;
    await first.stop();
    expect(await sound.store.find(id)).toMatchObject({ state: 'running', proof: null });

    const finished = signal();
    const next = parts();
    const second = createDeletions({
      ...next,
      store: Object.assign(new DeletionStore(portal.core.database), {
        finish: async (...args: Parameters<DeletionStore['finish']>) => {
          await next.store.finish(...args);
          finished.tell();
        },
      }),
    });
    second.resume();
    await finished.told;
    await second.stop();
    const deletion = await next.store.find(id);
    expect(deletion?.state).toBe('done');
    expect(deletion?.proof?.tables.find(one => one.table === 'events_raw')).toEqual({
      table: 'events_raw',
      before,
      after: 0,
    });
    const counters = deletion?.proof?.tables.find(one => one.table === 'telemetry_counters');
    // The portal may have saved its own in between.
    expect(counters).toEqual(
      scope === 'user'
        ? undefined
        : { table: 'telemetry_counters', before: expect.any(Number) as number, after: 0 },
    );
    if (counters) expect(counters.before).toBeGreaterThan(0);
    expect(deletion?.proof?.logSegments).toBe(1);
  },
);
