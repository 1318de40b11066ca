import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { OrgId, PackId, Role } from '@netcrab/plugin-api/backend';
import { startTestPortal, testDatabases, type TestPortal } from '@netcrab/backend/testing';
import { identityRef, orgClosed } from '@netcrab/plugin-identity/contract';
import { packsRef } from '@netcrab/plugin-pack-builder/contract';
import { endpoints, subscriptionChanged, subscriptionsRef, type SubscriptionsService } from '../../contract';
import billing from '../plugin';

const acme = 'acme' as OrgId;
const crm = 'ux_friction_b2b_crm_v1' as PackId;
const support = 'flows_support_ticketing_v1' as PackId;
const names: Record<string, string> = { acme: 'Acme', globex: 'Globex' };
const toOrg = (id: string) => ({
  id: id as OrgId,
  name: names[id] as string,
  kind: 'buyer' as const,
  createdAt: 0,
});
const identity = {
  org: async (id: string) => (names[id] ? toOrg(id) : null),
  orgs: async (ids: string[] = Object.keys(names)) => ids.filter(id => names[id]).map(toOrg),
};
const pack = (packId: string, title: string) => ({ packId, definition: { metadata: { title } } });
const all = [
  pack(crm, 'UX friction in CRM'),
  pack(support, 'Support flows'),
  ...[1, 2, 3, 4].map(n => pack(`p${n}`, `P${n}`)),
];
const packs = { list: () => all, get: (id: string) => all.find(one => one.packId === id) ?? null };
const day = 86_400_000;

describe.each(testDatabases)('billing on %s', kind => {
  let portal: TestPortal;
  let service: SubscriptionsService;
  const as = (roles: Role[], orgId: string | null = 'acme') =>
    portal.client(endpoints, { as: { orgId, roles } });
  const admin = () => as(['platform_admin'], 'platform');
  const terms = { tier: 'standard' as const, packIds: [crm as string], endsAt: null, reason: 'Contract 7' };

  beforeAll(async () => {
    portal = await startTestPortal({
      database: kind,
      plugins: [billing],
      provide: [
        [identityRef, identity],
        [packsRef, packs],
      ],
    });
    service = portal.service(subscriptionsRef);
  });
  afterAll(() => portal.stop());
  beforeEach(async () => {
    await portal.core.database.knex('buyer_subscriptions').delete();
    portal.clock.advance(10_000); // past what is remembered
  });

  it('lists the tiers to anyone', async () => {
    const { tiers } = await portal.client(endpoints).tiers();
    expect(
      tiers.map(tier => [tier.tier, tier.priceUsd, tier.rowsPerMonth, tier.requestsPerMinute, tier.packs]),
    ).toEqual([
      ['standard', '499.00', 100_000, 60, 1],
      ['pro', '1500.00', 1_000_000, 120, 5],
      ['enterprise', null, 10_000_000, 300, null],
    ]);
  });

  it('gives a pack to the org it is granted to, from the next question on, until it ends', async () => {
    expect(await service.forPack(acme, crm)).toBeNull();
    const granted = await admin().grantSubscription({ body: { ...terms, orgId: 'acme' } });
    expect(granted).toMatchObject({
      orgName: 'Acme',
      state: 'active',
      packs: [{ id: crm, title: 'UX friction in CRM' }],
      grantedBy: 'user-of-platform',
    });
    expect(await service.forPack(acme, crm)).toMatchObject({
      id: granted.id,
      tier: 'standard',
      packIds: [crm],
    });
    expect(service.forPack(acme, support)).toBeNull(); // remembered: no promise
    expect(await service.forPack('globex' as OrgId, crm)).toBeNull();

    await admin().changeSubscription({
      params: { id: granted.id },
      body: { ...terms, tier: 'pro', packIds: [crm, support] },
    });
    expect(await service.forPack(acme, support)).toMatchObject({ tier: 'pro' });
    await admin().endSubscription({ params: { id: granted.id }, body: { reason: 'Ended by the buyer' } });
    expect(await service.forPack(acme, crm)).toBeNull();
    expect(await service.list(acme)).toEqual([]);
    const again = await admin().endSubscription({ params: { id: granted.id }, body: { reason: 'twice' } });
    expect(again).toMatchObject({ state: 'ended', reason: 'Ended by the buyer' });

    const audit = await portal.core.audit.search({ target: granted.id });
    expect(audit.map(entry => entry.action).sort()).toEqual([
      'subscription.changed',
      'subscription.ended',
      'subscription.granted',
    ]);
  });

  it('is ended by the operator on the portal’s machine too', async () => {
    const { id } = await admin().grantSubscription({ body: { ...terms, orgId: acme } });
    const token = readFileSync(path.join(portal.dataDir, 'operator.token'), 'utf8');
    const answer = await fetch(`${portal.baseUrl}/api/billing/admin/subscriptions/${id}/end`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token.trim()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'Contract over' }),
    });
    expect(answer.status).toBe(200);
    expect(await service.list(acme)).toEqual([]);
  });

  it('ends by the clock, without anything having to run', async () => {
    const endsAt = portal.clock.now() + 3_000;
    await service.grant({
      orgId: acme,
      tier: 'enterprise',
      packIds: null,
      endsAt,
      reason: 'Trial',
      actor: 'demo',
    });
    expect(await service.forPack(acme, crm)).toMatchObject({ tier: 'enterprise' });
    portal.clock.advance(3_000);
    expect(service.forPack(acme, crm)).toBeNull();
  });

  it('answers the best of several', async () => {
    const grant = (tier: 'standard' | 'pro', endsAt: number | null) =>
      service.grant({ orgId: acme, tier, packIds: [crm], endsAt, reason: 'Contract', actor: 'demo' });
    const now = portal.clock.now();
    await grant('standard', null);
    await grant('pro', now + day);
    const longer = await grant('pro', now + 2 * day);
    expect(await service.forPack(acme, crm)).toMatchObject({ id: longer.id });
    expect(await service.list(acme)).toHaveLength(3);
  });

  it('sees what another instance changed within five seconds', async () => {
    const granted = await service.grant({
      orgId: acme,
      tier: 'pro',
      packIds: [crm],
      endsAt: null,
      reason: 'Contract',
      actor: 'demo',
    });
    expect(await service.forPack(acme, crm)).not.toBeNull();
    await portal.core.database
      .knex('buyer_subscriptions')
      .where({ id: granted.id })
      .update({ status: 'canceled' });
    portal.clock.advance(5_000);
    expect(await service.forPack(acme, crm)).toBeNull();
  });

  it('grants once per id', async () => {
    const grant = () =>
      service.grant({
        id: 'demo-1',
        orgId: acme,
        tier: 'pro',
        packIds: [crm],
        endsAt: null,
        reason: 'Demo',
        actor: 'demo',
      });
    const [first, second] = await Promise.all([grant(), grant()]);
    expect(second).toEqual(first);
    expect(await service.list(acme)).toHaveLength(1);
  });

  it('tells others of every change', async () => {
    const seen: unknown[] = [];
    portal.core.events.subscribe(
      subscriptionChanged,
      `test-${portal.clock.now()}`,
      async payload => void seen.push(payload),
    );
    const granted = await admin().grantSubscription({ body: { ...terms, orgId: 'acme' } });
    await portal.core.events.drained();
    expect(seen).toContainEqual({ orgId: 'acme', subscriptionId: granted.id });
  });

  it('ends what an org has when it closes', async () => {
    const granted = await admin().grantSubscription({ body: { ...terms, orgId: 'acme' } });
    const other = await admin().grantSubscription({ body: { ...terms, orgId: 'globex' } });
    expect(await service.forPack(acme, crm)).not.toBeNull();
    await portal.core.events.publish(orgClosed, { orgId: 'acme' }, { key: 'acme' });
    await portal.core.events.drained();
    expect(await service.forPack(acme, crm)).toBeNull();
    expect(await service.forPack('globex' as OrgId, crm)).toMatchObject({ id: other.id });
    const [entry] = await portal.core.audit.search({ target: granted.id, action: 'subscription.ended' });
    expect(entry).toMatchObject({
      actor: { kind: 'system', id: 'billing' },
      after: { reason: 'The organisation was closed' },
    });
  });

  it.each([
    ['an unknown pack', { ...terms, packIds: ['nope'] }, 'There is no pack nope'],
    ['more packs than the tier has', { ...terms, packIds: [crm, support] }, 'covers one pack'],
    [
      'too many for Pro',
      { ...terms, tier: 'pro' as const, packIds: all.map(one => one.packId) },
      'up to 5 packs',
    ],
    ['every pack for Standard', { ...terms, packIds: null }, 'choose one'],
    ['no pack at all', { ...terms, packIds: [] }, 'at least one'],
    ['an end in the past', { ...terms, endsAt: 1 }, 'in the future'],
    ['no reason', { ...terms, reason: ' ' }, 'Say why'],
  ])('refuses %s', async (_, body, problem) => {
    const error = await admin()
      .grantSubscription({ body: { ...body, orgId: 'acme' } })
      .catch(e => e);
    expect(error).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(JSON.stringify(error.details)).toContain(problem);
  });

  it('says what cannot be found or changed', async () => {
    await expect(admin().grantSubscription({ body: { ...terms, orgId: 'nobody' } })).rejects.toMatchObject({
      status: 404,
    });
    await expect(admin().changeSubscription({ params: { id: 'none' }, body: terms })).rejects.toMatchObject({
      status: 404,
    });
    const { id } = await admin().grantSubscription({ body: { ...terms, orgId: 'acme' } });
    await admin().endSubscription({ params: { id }, body: { reason: 'done' } });
    await expect(admin().changeSubscription({ params: { id }, body: terms })).rejects.toMatchObject({
      status: 409,
    });
  });

  it('lists them to platform admins, and to buyers only their own', async () => {
    await admin().grantSubscription({ body: { ...terms, orgId: 'acme' } });
    const other = await admin().grantSubscription({ body: { ...terms, orgId: 'globex' } });
    await admin().endSubscription({ params: { id: other.id }, body: { reason: 'done' } });
    const list = async (query = {}) =>
      (await admin().listSubscriptions({ query })).subscriptions.map(one => [one.orgName, one.state]);
    expect(await list()).toEqual([['Acme', 'active']]);
    expect(await list({ state: 'ended' })).toEqual([['Globex', 'ended']]);
    expect(await list({ state: 'all', orgId: 'globex' })).toEqual([['Globex', 'ended']]);
    const own = await as(['buyer_viewer']).ownSubscriptions();
    expect(own.packs).toEqual([{ id: crm, title: 'UX friction in CRM' }]);
    await admin().grantSubscription({
      body: { ...terms, orgId: 'acme', tier: 'enterprise', packIds: null },
    });
    expect((await as(['buyer_viewer']).ownSubscriptions()).packs).toHaveLength(all.length);
    const { subscriptions } = own;
    expect(subscriptions.map(one => one.orgId)).toEqual(['acme']);
    expect(subscriptions[0]).not.toHaveProperty('reason');
    await expect(as(['seller_admin']).ownSubscriptions()).rejects.toMatchObject({ status: 403 });
    await expect(as(['buyer_admin']).listSubscriptions()).rejects.toMatchObject({ status: 403 });
    await expect(portal.client(endpoints).listSubscriptions()).rejects.toMatchObject({ status: 401 });
    expect((await admin().packChoices()).packs[0]).toEqual({ id: crm, title: 'UX friction in CRM' });
  });
});
