import { startTestPortal, testDatabases, type TestPortal } from '@netcrab/backend/testing';
import type { OrgId, PackId, ProductId, Role } from '@netcrab/plugin-api/backend';
import { orgClosed } from '@netcrab/plugin-identity/contract';
import { telemetryRef } from '@netcrab/plugin-telemetry/contract';
import {
  contributionsRef,
  endpoints,
  nextBuildAt,
  optedIn,
  optedOut,
  type ContributionsService,
} from '../contract';
import contributions from './plugin';

const crmPack = 'crm' as PackId;
const products = [
  { orgId: 'acme', productId: 'desk', name: 'Acme Desk', vertical: 'SUPPORT_DESK' },
  { orgId: 'acme', productId: 'sales', name: 'Acme Sales', vertical: 'B2B_CRM' },
  { orgId: 'globex', productId: 'books', name: 'Globex Books', vertical: 'ERP' },
];
const telemetry = {
  products: async ({ orgId }: { orgId?: string } = {}) =>
    products.filter(one => !orgId || one.orgId === orgId),
};
const sales = { productId: 'sales', packId: 'crm' };

describe.each(testDatabases)('contributions on %s', kind => {
  let portal: TestPortal;
  let service: ContributionsService;
  const announced: string[] = [];
  const as = (orgId: string | null, roles: Role[] = ['seller_admin']) =>
    portal.client(endpoints, { as: { orgId, roles } });
  const acme = () => as('acme');
  const events = async () => {
    await portal.core.events.drained();
    return announced.splice(0).sort();
  };

  beforeAll(async () => {
    portal = await startTestPortal({
      database: kind,
      plugins: [contributions],
      provide: [[telemetryRef, telemetry]],
    });
    service = portal.service(contributionsRef);
    portal.core.events.subscribe(
      optedIn,
      'test-in',
      async one => void announced.push(`+${one.orgId}/${one.productId}/${one.packId}`),
    );
    portal.core.events.subscribe(
      optedOut,
      'test-out',
      async one => void announced.push(`-${one.orgId}/${one.productId}/${one.packId}`),
    );
  });
  afterAll(() => portal.stop());
  beforeEach(async () => {
    await portal.core.events.drained();
    const { knex } = portal.core.database;
    for (const table of ['marketplace_optin_changes', 'marketplace_optins', 'marketplace_optin_orgs'])
      await knex(table).delete();
    announced.length = 0;
    await service.offer([
      { packId: crmPack, title: 'Friction in CRM', vertical: 'B2B_CRM' },
      { packId: 'all' as PackId, title: 'Across', vertical: 'ANY' },
    ]);
    portal.clock.advance(60_000);
  });

  it('shows products, packs and nothing on to an organisation that never chose', async () => {
    expect(await acme().contributions()).toMatchObject({
      enabled: false,
      changedAt: null,
      products: [{ productId: 'desk' }, { productId: 'sales' }],
      packs: [{ packId: 'all' }, { packId: 'crm' }],
      optIns: [],
      nextBuildAt: Date.parse('2026-11-02T02:00:00Z'),
    });
  });

  it('opts a product in, turns the organisation on, and tells builds, history and audit', async () => {
    expect(await acme().setChoices({ body: { on: true, choices: [sales, sales] } })).toMatchObject({
      changed: 1,
    });
    const now = portal.clock.now();
    expect(await acme().contributions()).toMatchObject({
      enabled: true,
      optIns: [{ ...sales, changedAt: now }],
    });
    expect(await service.contributors(crmPack)).toEqual([{ orgId: 'acme', productId: 'sales', since: now }]);
    expect(await events()).toEqual(['+acme/sales/crm']);
    const { changes, total } = await acme().contributionHistory();
    expect(total).toBe(2);
    expect(changes.map(one => one.productId).sort()).toEqual(['sales', null].sort());
    expect(changes[0]).toMatchObject({ on: true, at: now, actor: { kind: 'user', id: 'user-of-acme' } });
    const [entry] = await portal.core.audit.search({
      action: 'contributions.changed',
      orgId: 'acme',
      limit: 1,
    });
    expect(entry).toMatchObject({
      before: { enabled: false, on: [] },
      after: { enabled: true, on: ['sales → crm'] },
    });
  });

  it('leaves no trace of what was set already', async () => {
    await acme().setChoices({ body: { on: true, choices: [sales] } });
    await events();
    expect(await acme().setChoices({ body: { on: true, choices: [sales] } })).toMatchObject({ changed: 0 });
    expect(await events()).toEqual([]);
    expect((await acme().contributionHistory()).total).toBe(2);
  });

  it('keeps the choices while the organisation is off, and counts from when it came back', async () => {
    await acme().setChoices({ body: { on: true, choices: [sales, { productId: 'desk', packId: 'all' }] } });
    await events();
    await acme().setContributing({ body: { on: false } });
    expect(await events()).toEqual(['-acme/desk/all', '-acme/sales/crm']);
    expect(await service.contributors(crmPack)).toEqual([]);
    expect((await acme().contributions()).optIns).toHaveLength(2);
    portal.clock.advance(1_000);
    await acme().setContributing({ body: { on: true } });
    expect(await events()).toEqual(['+acme/desk/all', '+acme/sales/crm']);
    expect(await service.contributors(crmPack)).toMatchObject([{ since: portal.clock.now() }]);
  });

  it('switches all off for an organisation that closes', async () => {
    await acme().setChoices({ body: { on: true, choices: [sales] } });
    await events();
    portal.clock.advance(1_000);
    for (const orgId of ['acme', 'acme', 'globex'])
      await portal.core.events.publish(orgClosed, { orgId }, { key: orgId });
    await portal.core.events.drained();
    expect(await events()).toEqual(['-acme/sales/crm']);
    expect(await service.contributors(crmPack)).toEqual([]);
    expect(await acme().contributions()).toMatchObject({ enabled: false, optIns: [] });
    expect((await acme().contributionHistory()).changes[0]?.actor).toMatchObject({ kind: 'system' });
    expect((await as('globex').contributions()).changedAt).toBeNull();
  });

  it('filters and pages the history', async () => {
    for (let turn = 0; turn < 12; turn++) {
      portal.clock.advance(1);
      await acme().setChoices({
        body: { on: turn % 2 === 0, choices: [sales, { productId: 'desk', packId: 'all' }] },
      });
    }
    const all = await acme().contributionHistory({ query: { page: 2 } });
    expect([all.total, all.changes.length]).toEqual([25, 5]);
    const crm = await acme().contributionHistory({ query: { packId: 'crm', productId: 'sales' } });
    expect(crm.total).toBe(12);
    expect(crm.changes[0]).toMatchObject({ on: false });
    expect((await as('globex').contributionHistory()).total).toBe(0);
  });

  it.each([
    ['another organisation’s product', { productId: 'books', packId: 'all' }, 404, 'no product "books"'],
    ['an unknown pack', { productId: 'sales', packId: 'nope' }, 404, 'No pack "nope"'],
    ['a pack of another vertical', { productId: 'desk', packId: 'crm' }, 400, 'takes B2B_CRM products'],
  ])('refuses %s, and with it the whole request', async (_, choice, status, message) => {
    const refused = acme().setChoices({ body: { on: true, choices: [sales, choice] } });
    await expect(refused).rejects.toMatchObject({ status, message: expect.stringContaining(message) });
    expect((await acme().contributions()).optIns).toEqual([]);
  });

  it('still switches off what no longer is on offer', async () => {
    await service.set({
      orgId: 'acme' as OrgId,
      productId: 'sales' as ProductId,
      packId: crmPack,
      on: true,
      actor: 'demo',
    });
    await service.offer([]);
    expect(await acme().setChoices({ body: { on: false, choices: [sales] } })).toMatchObject({ changed: 1 });
  });

  it('opts a whole organisation in and out for an operator', async () => {
    const operator = as('platform', ['platform_admin']);
    const set = (body: { on: boolean; packIds?: string[] }, orgId = 'acme') =>
      operator.setOrgContributions({ params: { orgId }, body });
    expect(await set({ on: true, packIds: ['crm'] })).toMatchObject({ changed: 1 });
    expect(await set({ on: true })).toMatchObject({ changed: 2 });
    expect(await events()).toEqual(['+acme/desk/all', '+acme/sales/all', '+acme/sales/crm']);
    expect(await set({ on: false, packIds: ['all'] })).toMatchObject({ changed: 2 });
    expect(await set({ on: false })).toMatchObject({ changed: 1 });
    await expect(set({ on: true }, 'nobody')).rejects.toMatchObject({ status: 404 });
    await expect(set({ on: true, packIds: ['nope'] })).rejects.toMatchObject({ status: 404 });
  });

  it('admits sellers to their own and platform admins to any, and nobody else', async () => {
    await expect(as('acme', ['buyer_admin']).contributions()).rejects.toMatchObject({ status: 403 });
    await expect(portal.client(endpoints).contributions()).rejects.toMatchObject({ status: 401 });
    const any = { params: { orgId: 'acme' }, body: { on: true } };
    await expect(acme().setOrgContributions(any)).rejects.toMatchObject({ status: 403 });
  });
});

it('names the first daily build after now', () => {
  expect(nextBuildAt(Date.parse('2026-11-01T01:59:59Z'))).toBe(Date.parse('2026-11-01T02:00:00Z'));
  expect(nextBuildAt(Date.parse('2026-11-01T02:00:00Z'))).toBe(Date.parse('2026-11-02T02:00:00Z'));
});
