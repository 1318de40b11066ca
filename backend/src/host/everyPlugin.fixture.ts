import { isBackendPlugin, type BackendPlugin } from '@netcrab/plugin-api/backend';
import { testClock } from '@netcrab/plugin-api/testing';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startTestPortal, type TestPortal } from '../testing';
import { discoverPlugins } from './discover';

/** Every plugin of the repository, so that a new one is tested without being named. */
export async function everyPlugin(): Promise<BackendPlugin[]> {
  const packages = [...discoverPlugins(process.cwd()).values()];
  const modules = await Promise.all(packages.map(({ name }) => import(`${name}/backend`)));
  return modules.map(module => module.default).filter(isBackendPlugin);
}

/** The demo's buyer has a contract for it. */
const packId = 'ux_friction_b2b_crm_v1';

/** The shipped packs, one of which is published from the few sessions a test has. */
function definitions(): string {
  const shipped = path.resolve('plugins/pack-builder/definitions');
  const folder = mkdtempSync(path.join(tmpdir(), 'netcrab-definitions-'));
  for (const file of readdirSync(shipped)) {
    const text = readFileSync(path.join(shipped, file), 'utf8')
      .replace(/minOrgs: \d+/, 'minOrgs: 5')
      .replace(/minSessions: \d+/, 'minSessions: 500\n  demo: true')
      .replace(/minCellSessions: \d+/, 'minCellSessions: 50');
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
}

/**
 * A portal of all plugins with a little of everything in it, through its own doors: the demo in small fills most tables,
 * the rest is what a buyer and a seller do.
 */
export async function startFilledPortal(database: 'sqlite' | 'pg'): Promise<TestPortal> {
  const folder = definitions();
  const portal = await startTestPortal({
    database,
    plugins: await everyPlugin(),
    clock: testClock('2026-11-02T09:00:00Z'),
    config: {
      'api-keys': { bcryptCost: 4 },
      'pack-builder': { locations: [`${folder}/*.yaml`], debounceSeconds: 3600 },
      telemetry: { processing: { settleMs: 0 } },
      demo: { thread: false, sessions: 3_000, days: 35, sellersPerVertical: 6 },
    },
  });
  const signInAs = async (persona: 'buyer' | 'seller') => {
    const signIn = await portal.fetch('/api/identity/demo-sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ persona }),
    });
    return signIn.headers
      .getSetCookie()
      .map(line => line.split(';')[0])
      .join('; ');
  };
  let cookie = await signInAs('buyer');
  const send = async (method: string, url: string, body?: unknown, token?: string) => {
    const response = await portal.fetch(url, {
      method,
      headers: {
        ...(token === undefined ? { cookie } : { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
    return response;
  };
  const created = await send('POST', '/v1/marketplace/api-keys', { label: 'CI' });
  const { secret } = (await created.json()) as { secret: string };
  await (await send('GET', `/v1/packs/${packId}/data?limit=5`, undefined, secret)).text();
  await (await send('GET', `/v1/packs/${packId}/download?format=csv`, undefined, secret)).text();
  await send('PUT', `/v1/marketplace/my-packs/${packId}/pin`, { version: '1.0' });
  await send('POST', '/api/identity/invitations', { email: 'ada@example.com', roles: ['buyer_viewer'] });
  cookie = await signInAs('seller');
  await send('POST', '/v1/insights/segments', { name: 'Phones', filters: { device: 'mobile' } });
  const { stop } = portal;
  return Object.assign(portal, {
    async stop() {
      await stop();
      rmSync(folder, { recursive: true });
    },
  });
}
