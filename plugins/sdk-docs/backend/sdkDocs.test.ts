import { startTestPortal, type TestPortal } from '@netcrab/backend/testing';
import { createBackendPlugin, NotFoundError } from '@netcrab/plugin-api/backend';
import { asId, type OrgId } from '@netcrab/plugin-api/contract';
import {
  permissions,
  telemetryRef,
  type Preview,
  type TelemetryService,
} from '@netcrab/plugin-telemetry/contract';
import { createHash } from 'node:crypto';
import { endpoints, playgroundEndpoint } from '../contract';
import sdkDocs from './plugin';

const orgId = asId<OrgId>('org_1');
const answer: Preview = {
  answer: { status: 'accepted', accepted: 1, rejected: 0, duplicates: 0 },
  sessions: [],
};
const calls: unknown[][] = [];
const note =
  (name: string) =>
  async (...args: unknown[]) =>
    void calls.push([name, ...args]);

/** Stands in for telemetry: it has its own tests. */
const refuse = async () => Promise.reject(new Error('not used'));
const service: TelemetryService = {
  products: refuse,
  ensureProduct: refuse,
  createIngestKey: refuse,
  caughtUp: refuse,
  async preview({ body, encoding }) {
    calls.push(['preview', Buffer.from(body).toString(), encoding]);
    return answer;
  },
  taskTypes: {
    async list(filter) {
      calls.push(['list', filter]);
      return [];
    },
    rename: note('rename'),
    merge: note('merge'),
    unmerge: async () => Promise.reject(new NotFoundError('There is no merge to take back.')),
  },
};
const telemetry = createBackendPlugin({
  id: 'telemetry',
  permissions,
  needs: {},
  provides: telemetryRef,
  start: () => service,
});

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ plugins: [telemetry, sdkDocs] });
});
afterAll(() => portal.stop());
beforeEach(() => void calls.splice(0));

describe('the SDK', () => {
  it('is served to pages of any origin, packed where they can unpack it', async () => {
    const plain = await portal.fetch('/sdk/netcrab.js', { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(plain.headers.get('access-control-allow-origin')).toBe('*');
    expect(plain.headers.get('cache-control')).toBe('public, max-age=300');
    const script = Buffer.from(await plain.arrayBuffer());
    const { bytes, integrity, hash, gzipBytes } = await portal.client(endpoints).release();
    expect(script.length).toBe(bytes);
    expect(`sha384-${createHash('sha384').update(script).digest('base64')}`).toBe(integrity);

    const pinned = await fetch(`${portal.baseUrl}/sdk/${hash}/netcrab.js`, {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(pinned.headers.get('content-encoding')).toBe('gzip');
    expect(pinned.headers.get('cache-control')).toContain('immutable');
    expect(Buffer.from(await pinned.arrayBuffer())).toEqual(script);
    expect(gzipBytes).toBeLessThan(bytes);
  });

  it('is not sent again to who has it, and not under another hash', async () => {
    const { hash } = await portal.client(endpoints).release();
    const again = await portal.fetch('/sdk/netcrab.js', { headers: { 'if-none-match': `"${hash}"` } });
    expect(again.status).toBe(304);
    expect((await portal.fetch('/sdk/0123456789abcdef/netcrab.js')).status).toBe(404);
    expect((await portal.fetch('/sdk/latest/netcrab.js')).status).toBe(400);
  });
});

describe('the playground', () => {
  it('runs in an empty page that no other site may frame', async () => {
    const page = await portal.fetch('/sdk/playground');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
    expect(await page.text()).toContain('<title>Playground</title>');
  });

  it('hands batches on as they came', async () => {
    const response = await portal.fetch(playgroundEndpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: 'as it is',
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(answer);
    expect(calls).toEqual([['preview', 'as it is', 'gzip']]);
  });

  it('takes no more than half a megabyte', async () => {
    const response = await portal.fetch(playgroundEndpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: 'x'.repeat(600_000),
    });
    expect(response.status).toBe(413);
  });
});

describe('the registry', () => {
  const seller = () => portal.client(endpoints, { as: { orgId, roles: ['seller_admin'] } });
  const params = { productId: 'crm', taskType: 'create_invoice' };

  it('is that of the acting organisation, and for its sellers', async () => {
    await seller().listTaskTypes({ query: { productId: 'crm' } });
    expect(calls).toEqual([['list', { orgId, productId: 'crm' }]]);
    const viewer = portal.client(endpoints, { as: { orgId, roles: ['buyer_viewer'] } });
    await expect(viewer.listTaskTypes()).rejects.toMatchObject({ status: 403 });
    await expect(portal.client(endpoints).listTaskTypes()).rejects.toMatchObject({ status: 401 });
  });

  it('labels and merges, and the audit log says who did', async () => {
    await seller().renameTaskType({ params, body: { label: '  Invoice ' } });
    await seller().mergeTaskType({ params, body: { into: 'bill' } });
    expect(calls).toEqual([
      ['rename', orgId, 'crm', 'create_invoice', 'Invoice'],
      ['merge', orgId, 'crm', 'create_invoice', 'bill'],
    ]);
    const audit = await portal.core.audit.search({ orgId });
    expect(audit.map(({ action, target, after }) => [action, target.id, after])).toEqual(
      expect.arrayContaining([
        ['task-type.labelled', 'crm/create_invoice', { label: 'Invoice' }],
        ['task-type.merged', 'crm/create_invoice', { into: 'bill' }],
      ]),
    );
  });

  it('notes nothing where nothing changed', async () => {
    await expect(seller().unmergeTaskType({ params })).rejects.toMatchObject({ status: 404 });
    await expect(seller().renameTaskType({ params, body: { label: ' ' } })).rejects.toMatchObject({
      status: 400,
    });
    const audit = await portal.core.audit.search({ orgId });
    expect(audit.filter(({ action }) => action === 'task-type.unmerged')).toEqual([]);
  });
});
