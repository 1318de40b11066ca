import type { OrgId, PackId } from '@netcrab/plugin-api/backend';
import apiKeys from '@netcrab/plugin-api-keys/backend';
import { endpoints as keyEndpoints, quotaRef } from '@netcrab/plugin-api-keys/contract';
import { startTestPortal, testDatabases, type TestPortal } from '@netcrab/backend/testing';
import billing from '@netcrab/plugin-billing/backend';
import { endpoints as billingEndpoints, subscriptionsRef, tierTerms } from '@netcrab/plugin-billing/contract';
import { identityRef } from '@netcrab/plugin-identity/contract';
import { packsRef } from '@netcrab/plugin-pack-builder/contract';
import { testClock } from '@netcrab/plugin-api/testing';
import { endpoints } from '../../contract/endpoints';
import { definitionOf } from '../../testing/definition';
import { FakePacks } from '../../testing/fakes';
import { frictionRows } from '../../testing/snapshotFile';
import packCatalog from '../plugin';

const packId = 'ux1' as PackId;
const { rowsPerMonth } = tierTerms.pro;
const asOf = (orgId: string, role: 'buyer_admin' | 'buyer_viewer' = 'buyer_admin') => ({
  as: { orgId, roles: [role] },
});
const platform = { as: { orgId: null, userId: 'root', roles: ['platform_admin' as const] } };

interface Refusal {
  readonly error: {
    readonly code: string;
    readonly details: { used: number; reserved: number; limit: number; requested: number; resetsAt: string };
  };
}

describe.each(testDatabases)('what a key may read, by real keys, quotas and subscriptions on %s', kind => {
  let portal: TestPortal;
  let orgs = 0;

  beforeAll(async () => {
    const packs = new FakePacks();
    portal = await startTestPortal({
      database: kind,
      plugins: [billing, apiKeys, packCatalog],
      clock: testClock('2026-11-10T12:00:00Z'),
      config: { 'api-keys': { bcryptCost: 4 } },
      provide: [
        [packsRef, packs],
        [identityRef, { org: async (id: string) => ({ id, name: id, kind: 'buyer', createdAt: 0 }) }],
      ],
    });
    await packs.publish(portal.core.files, definitionOf(packId, 'CRM friction'), frictionRows(60));
  });
  afterAll(() => portal.stop());

  /** An org that subscribes, and how its key reads rows. */
  async function subscriber(endsAt: number | null = null) {
    const orgId = `org-${orgs++}` as OrgId;
    const terms = { tier: 'pro' as const, packIds: [packId], endsAt };
    const { id } = await portal
      .service(subscriptionsRef)
      .grant({ orgId, ...terms, reason: 'contract', actor: 'test' });
    const { secret } = await portal.client(keyEndpoints, asOf(orgId)).createKey({ body: { label: 'CI' } });
    const read = (rows: number) =>
      portal.fetch(`/v1/packs/${packId}/data?limit=${rows}`, {
        headers: { authorization: `Bearer ${secret}` },
      });
    return { orgId, id, read };
  }
  const usageOf = async (orgId: string, role?: 'buyer_viewer') => {
    const { packs } = await portal.client(keyEndpoints, asOf(orgId, role)).usage();
    return packs.find(pack => pack.packId === packId);
  };
  /** An answer is accounted for after its last byte was sent. */
  async function settled(orgId: string) {
    let usage = await usageOf(orgId);
    for (let tries = 0; usage?.reserved !== 0 && tries < 100; tries++) usage = await usageOf(orgId);
    expect(usage?.reserved).toBe(0);
    return usage!;
  }

  it('gives the last rows of a quota to as many of 50 requests at once as they suffice for', async () => {
    const { orgId, read } = await subscriber();
    const left = 234;
    const quota = portal.service(quotaRef);
    const before = { orgId, packId, keyId: 'before', rowsPerMonth };
    (await quota.reserve(before, rowsPerMonth)).settle(rowsPerMonth - left);
    await settled(orgId);

    const answers = await Promise.all(Array.from({ length: 50 }, () => read(10)));
    const delivered = answers.filter(({ status }) => status === 200);
    for (const answer of delivered) expect(((await answer.json()) as { rowCount: number }).rowCount).toBe(10);
    expect(delivered).toHaveLength(23);
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      const { code, details } = ((await answer.json()) as Refusal).error;
      expect([answer.status, code]).toEqual([429, 'quota_exceeded']);
      expect(details).toMatchObject({
        limit: rowsPerMonth,
        requested: 10,
        resetsAt: '2026-12-01T00:00:00.000Z',
      });
      expect(details.used + details.reserved).toBeGreaterThan(rowsPerMonth - 10);
      expect(details.used + details.reserved).toBeLessThanOrEqual(rowsPerMonth);
      expect(Number(answer.headers.get('retry-after'))).toBe(
        (Date.parse('2026-12-01') - portal.clock.now()) / 1000,
      );
    }

    const { used, daily } = await settled(orgId);
    expect(used).toBe(rowsPerMonth - left + 230);
    expect(daily.reduce((sum, { rows }) => sum + rows, 0)).toBe(used);
    // Nothing of what was refused is held back: the rest is there, to the row.
    expect((await read(5)).status).toBe(429);
    await (await read(4)).arrayBuffer();
    expect((await settled(orgId)).used).toBe(rowsPerMonth);
    expect((await read(1)).status).toBe(429);
  });

  it('asks for payment from the first request after a subscription has ended', async () => {
    const expiring = await subscriber(portal.clock.now() + 60_000);
    expect((await expiring.read(1)).status).toBe(200);
    portal.clock.advance(60_000);
    const ended = await subscriber();
    expect((await ended.read(1)).status).toBe(200);
    await portal
      .client(billingEndpoints, platform)
      .endSubscription({ params: { id: ended.id }, body: { reason: 'Not paid' } });
    for (const { orgId, read } of [expiring, ended]) {
      const answer = await read(1);
      expect([answer.status, ((await answer.json()) as Refusal).error.code]).toEqual([
        402,
        'payment_required',
      ]);
      expect(await settled(orgId)).toMatchObject({ used: 1, limit: null });
    }
  });

  it('shows a viewer My Packs and what was used of them', async () => {
    const { orgId, read } = await subscriber();
    await (await read(7)).arrayBuffer();
    expect((await settled(orgId)).used).toBe(7);
    const { packs } = await portal.client(endpoints, asOf(orgId, 'buyer_viewer')).myPacks();
    expect(packs).toMatchObject([
      { packId, tier: 'pro', usage: { used: 7, reserved: 0, limit: rowsPerMonth } },
    ]);
    expect(await usageOf(orgId, 'buyer_viewer')).toMatchObject({ used: 7, limit: rowsPerMonth });
  });
});
