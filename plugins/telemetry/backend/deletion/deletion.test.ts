import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Deletion, WireEvent } from '../../contract';
import { telemetryEndpoints, telemetryRef } from '../../contract';
import { wireEventAt } from '../testing/arbitraryEvent';
import { batchOf } from '../testing/crashEvents';
import { startTelemetryPortal, type TelemetryPortal } from '../testing/telemetryPortal';
import { proofHash } from './deletions';
import { keptTables, productTables, userTables } from './eraseRows';

let portal: TelemetryPortal;
let key: string;
beforeEach(async () => {
  portal = await startTelemetryPortal({ config: { processing: { settleMs: 0, baselineRuns: 5 } } });
  key = await portal.key('org_1');
});
afterEach(() => portal.stop());

const caughtUp = () => portal.service(telemetryRef).caughtUp();
const rows = (sql: string) => portal.core.warehouse.query(sql);
const clientOf = (orgId: string) =>
  portal.client(telemetryEndpoints, { as: { orgId, roles: ['seller_admin'] } });
const crm = { params: { productId: 'crm' } };
const done = async (orgId = 'org_1'): Promise<Deletion> => {
  for (;;) {
    const { deletions } = await clientOf(orgId).listDeletions(crm);
    if (deletions[0] && deletions.every(one => one.state === 'done')) return deletions[0];
  }
};
const erase = async (userHash?: string, orgId = 'org_1') => {
  await clientOf(orgId).requestDeletion({ ...crm, body: { userHash } });
  return done(orgId);
};
const countOf = async (table: string, where: string) =>
  Number((await rows(`SELECT count(*)::INTEGER AS n FROM ${table} WHERE ${where}`))[0]?.n);
/** Both on the same screens and tasks. */
const events: WireEvent[] = [0, 1, 2].flatMap(batchOf);
const gone = 'user_0003';
const others = events.filter(event => event.userHash !== gone);
const textOnDisk = () =>
  fs
    .readdirSync(path.join(portal.dataDir, 'telemetry-log'))
    .map(name => fs.readFileSync(path.join(portal.dataDir, 'telemetry-log', name), 'latin1'))
    .join('');

describe("a user's data", () => {
  it('goes everywhere, and what remains is as if it had never been', async () => {
    await portal.send(key, others);
    await caughtUp();
    const shown = `SELECT * EXCLUDE (date) FROM fact_screen_hotspots ORDER BY screen_id`;
    const runs = `SELECT run_id, efficiency, friction FROM fact_task_runs ORDER BY run_id`;
    const expected = [await rows(shown), await rows(runs)];
    await portal.send(key, events);
    await caughtUp();
    expect(await rows(shown)).not.toEqual(expected[0]);
    expect(textOnDisk()).toContain(gone);

    const { proof, subject, scope, state } = await erase(gone);
    expect({ scope, state }).toEqual({ scope: 'user', state: 'done' });
    expect(subject).toBe(createHash('sha256').update(`org_1\ncrm\n${gone}`).digest('hex'));
    for (const [table, column] of Object.entries(userTables))
      if (column === 'user_hash') expect(await countOf(table, `user_hash = '${gone}'`)).toBe(0);
    expect(proof?.tables.find(one => one.table === 'events_raw')).toEqual({
      table: 'events_raw',
      before: events.length - others.length,
      after: 0,
    });
    expect(proof?.tables.every(one => one.after === 0)).toBe(true);
    expect(proof?.logSegments).toBeGreaterThan(0);
    expect(textOnDisk()).not.toContain(gone);
    expect([await rows(shown), await rows(runs)]).toEqual(expected);
    const [row] = await portal.core.database.knex('telemetry_deletions').select('*');
    expect(JSON.stringify(row)).not.toContain(gone);
  });

  it('does not come back when it is sent again; what happens afterwards is new', async () => {
    await portal.send(key, events);
    await caughtUp();
    await erase(gone);
    expect((await portal.send(key, events)).body).toMatchObject({ rejected: 0 });
    await caughtUp();
    expect(await countOf('events_raw', `user_hash = '${gone}'`)).toBe(0);
    expect(await countOf('events_raw', 'true')).toBe(others.length);
    expect(await clientOf('org_1').processing()).toMatchObject({ expired: events.length - others.length });
    expect((await clientOf('org_1').live({ query: { productId: 'crm' } })).events).not.toEqual([]);
    await portal.restart();
    portal.clock.advance(60_000);
    const later = new Date(portal.clock.now()).toISOString();
    const [one] = events.filter(event => event.userHash === gone).slice(-1);
    await portal.send(key, [
      { ...one, eventId: '019a0000-0000-7000-8000-000000000001', ts: later },
      { ...one, eventId: '019a0000-0000-7000-8000-000000000002' },
    ]);
    await caughtUp();
    expect(await countOf('events_raw', `user_hash = '${gone}'`)).toBe(1);
  });
});

describe("a product's data", () => {
  it('goes from every table that holds any of it, and from the counters', async () => {
    await portal.send(key, events);
    await portal.send(key, [wireEventAt(0, 0xffff, { productId: 'erp' })]);
    await caughtUp();
    const { scope, proof } = await erase();
    expect(scope).toBe('product');
    for (const table of [...Object.keys(userTables), ...productTables])
      expect([table, await countOf(table, `product_id = 'crm'`)]).toEqual([table, 0]);
    expect(await countOf('events_raw', `product_id = 'erp'`)).toBe(1);
    expect(proof?.tables.find(one => one.table === 'telemetry_counters')?.before).toBeGreaterThan(0);
    const { products } = await clientOf('org_1').listProducts();
    expect(products.map(one => one.productId)).toEqual(['erp']);
    await portal.send(key, events);
    await caughtUp();
    expect(await countOf('fact_sessions', `product_id = 'crm'`)).toBe(0);
  });

  it('is looked for in every table: each is deleted from, or known to hold nothing of users', async () => {
    await caughtUp();
    const tables = await rows(
      `SELECT table_name FROM duckdb_columns() WHERE column_name = 'product_id' AND NOT internal ORDER BY 1`,
    );
    expect(tables.map(one => one.table_name)).toEqual(
      [...Object.keys(userTables), ...productTables, ...keptTables].sort(),
    );
  });
});

describe('a deletion', () => {
  it('is proven: the hash stands over what is said, and in the audit log', async () => {
    await portal.send(key, events);
    await caughtUp();
    const { id, productId, subject, requestedAt, proof } = await erase(gone);
    if (!proof) throw new Error('There is no proof');
    expect(proof.hash).toBe(proofHash({ id, orgId: 'org_1', productId, subject, requestedAt }, proof));
    const trail = await portal.core.audit.search({ orgId: 'org_1', target: 'crm' });
    expect(trail.map(one => one.action)).toEqual(['telemetry.deletion.done', 'telemetry.deletion.requested']);
    expect(trail[0]?.after).toMatchObject({ request: id, hash: proof.hash });
    expect(JSON.stringify(trail)).not.toContain(gone);
    expect(await portal.core.audit.verify()).toBeNull();
  });

  it('asked for again while under way is the same one; afterwards it is another', async () => {
    const client = clientOf('org_1');
    const [first, second] = [
      await client.requestDeletion({ ...crm, body: {} }),
      await client.requestDeletion({ ...crm, body: {} }),
    ];
    await done();
    const third = await client.requestDeletion({ ...crm, body: {} });
    expect(third.id).not.toBe(first.id);
    await done();
    const { deletions } = await client.listDeletions(crm);
    expect(new Set(deletions.map(one => one.id))).toEqual(new Set([first.id, second.id, third.id]));
  });

  it("reaches no other organisation's data, and needs the permission", async () => {
    const theirs = await portal.key('org_2');
    await portal.send(key, events);
    await portal.send(theirs, events);
    await caughtUp();
    await erase(undefined, 'org_2');
    expect(await countOf('events_raw', `org_id = 'org_2'`)).toBe(0);
    expect(await countOf('events_raw', `org_id = 'org_1'`)).toBe(events.length);
    expect((await clientOf('org_1').listDeletions(crm)).deletions).toEqual([]);
    const viewer = portal.client(telemetryEndpoints, { as: { orgId: 'org_1', roles: ['buyer_viewer'] } });
    await expect(viewer.requestDeletion({ ...crm, body: {} })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(
      clientOf('org_1').requestDeletion({ ...crm, body: { userHash: 'no' } }),
    ).rejects.toMatchObject({ code: 'invalid_request' });
  });
});
