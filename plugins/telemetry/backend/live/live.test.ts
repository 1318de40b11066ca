import type { WireEvent } from '../../contract';
import { telemetryEndpoints } from '../../contract';
import { wireEventAt } from '../testing/arbitraryEvent';
import { startTelemetryPortal, type TelemetryPortal } from '../testing/telemetryPortal';
import { createLiveFeed } from './liveFeed';

const minute = 60_000;
let portal: TelemetryPortal;
beforeEach(async () => {
  portal = await startTelemetryPortal();
});
afterEach(() => portal.stop());

const clientOf = (orgId: string) =>
  portal.client(telemetryEndpoints, { as: { orgId, roles: ['seller_admin'] } });
const look = (orgId = 'org_1', query: { productId?: string; after?: string } = {}) =>
  clientOf(orgId).live({ query: { productId: 'crm', ...query } });
const ids = (answer: { events: ReadonlyArray<{ eventId: string }> }) =>
  answer.events.map(event => Number(`0x${event.eventId.slice(-6)}`));

describe('the live view', () => {
  it('shows events once they are acknowledged, oldest first, without positions, and goes on from its cursor', async () => {
    const key = await portal.key('org_1');
    expect(await look()).toMatchObject({ events: [], rejections: [] });
    await portal.send(key, [wireEventAt(0, 1, { x: 3, y: 4, extra: { outbound: true } }), wireEventAt(5, 2)]);
    const first = await look();
    expect(ids(first)).toEqual([1, 2]);
    expect(first.events[0]).toEqual({
      ...wireEventAt(0, 1, { extra: { outbound: true } }),
      receivedAt: portal.clock.now(),
      sdkVersion: 'test/1',
    });
    await portal.send(key, [wireEventAt(10, 3), wireEventAt(11, 4, { productId: 'erp' })]);
    const next = await look('org_1', { after: first.cursor });
    expect(ids(next)).toEqual([3]);
    expect(ids(await look('org_1', { after: next.cursor }))).toEqual([]);
    expect(ids(await look('org_1', { productId: 'erp' }))).toEqual([4]);
  });

  it('shows the latest hundred, and forgets after ten minutes', async () => {
    const key = await portal.key('org_1');
    const events = Array.from({ length: 130 }, (_, n) => wireEventAt(n, n));
    await portal.send(key, events.slice(0, 65));
    await portal.send(key, events.slice(65));
    expect(ids(await look())).toEqual(Array.from({ length: 100 }, (_, n) => n + 30));
    portal.clock.advance(10 * minute + 1);
    expect(ids(await look())).toEqual([]);
  });

  it('says why events were refused lately', async () => {
    const key = await portal.key('org_1');
    const bad = { ...wireEventAt(0, 1), email: 'x' };
    await portal.send(key, [bad, bad, { ...wireEventAt(0, 2), screenId: 7 }, 'nonsense']);
    expect((await look()).rejections).toEqual([
      { rule: 'sensitive_field', field: 'email', count: 2, lastAt: portal.clock.now() },
      expect.objectContaining({ rule: 'bad_format', field: 'screenId', count: 1 }),
      expect.objectContaining({ rule: 'not_an_object', count: 1 }),
    ]);
    portal.clock.advance(10 * minute + 1);
    expect((await look()).rejections).toEqual([]);
  });

  it("never shows another organisation's events or refusals, whatever product or cursor is asked for", async () => {
    const mine = await portal.key('org_1');
    const theirs = await portal.key('org_2');
    const before = await look('org_2');
    await portal.send(mine, [wireEventAt(0, 1), { ...wireEventAt(0, 2), password: 'x' }]);
    const own = await look();
    for (const after of [undefined, before.cursor, own.cursor, `${own.cursor.split('-')[0]}-0`, 'zzz-99']) {
      expect(await look('org_2', { after })).toMatchObject({ events: [], rejections: [] });
    }
    await portal.send(theirs, [wireEventAt(0, 3)]);
    expect(ids(await look('org_2', { after: own.cursor }))).toEqual([3]);
    expect(ids(await look())).toEqual([1]);
    await expect(
      portal.client(telemetryEndpoints).live({ query: { productId: 'crm' } }),
    ).rejects.toMatchObject({
      code: 'unauthorized',
    });
    await expect(look('org_1', { after: 'not a cursor' })).rejects.toMatchObject({ code: 'invalid_request' });
  });
});

describe('its memory', () => {
  const batch = (n: number, fields: Partial<WireEvent> = {}) => ({
    orgId: 'org_1',
    receivedAt: 0,
    sdkVersion: 't',
    products: [{ productId: 'crm' }],
    bytes: Buffer.from(JSON.stringify({ events: [wireEventAt(n, n, fields)] })),
  });

  it('is bounded in bytes, the oldest batches going first', () => {
    const size = batch(1).bytes.length;
    const feed = createLiveFeed({ clock: { now: () => 0 }, processId: 'p', keptBytes: 3 * size });
    for (let n = 1; n <= 9; n++) feed.acknowledged(batch(n));
    expect(ids(feed.read('org_1', 'crm', undefined))).toEqual([7, 8, 9]);
  });

  it('is cleared of a product, or of one of its users', () => {
    const feed = createLiveFeed({ clock: { now: () => 0 }, processId: 'p' });
    feed.acknowledged(batch(1));
    feed.acknowledged(batch(2, { userHash: 'user_0002' }));
    feed.forget('org_2', 'crm', null);
    feed.forget('org_1', 'crm', 'user_0002');
    expect(ids(feed.read('org_1', 'crm', undefined))).toEqual([1]);
    feed.forget('org_1', 'crm', null);
    expect(ids(feed.read('org_1', 'crm', undefined))).toEqual([]);
  });
});
