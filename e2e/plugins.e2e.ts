import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { closeBrowser, journey, openWindow, settle } from './support/browser';
import { startOwnPortal, type OwnPortal } from './support/ownPortal';

/** Everything that stands on telemetry has to go with it. */
const switchedOff = ['telemetry', 'contributions', 'insights', 'pack-builder', 'pack-catalog', 'sdk-docs'];

let folder: string;
let portal: OwnPortal | undefined;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'netcrab-plugins-'));
});
afterEach(async () => {
  await portal?.stop();
  portal = undefined;
});
afterAll(async () => {
  await closeBrowser();
  rmSync(folder, { recursive: true, force: true });
});

const data = () => path.join(folder, 'data');

function configWithout(plugins: readonly string[]): string {
  const file = path.join(folder, 'off.yaml');
  writeFileSync(file, `plugins:\n${plugins.map(id => `  ${id}: false\n`).join('')}`);
  return file;
}

async function restart(config: readonly string[] = []): Promise<OwnPortal> {
  const last = portal;
  portal = undefined;
  await last?.stop();
  portal = await startOwnPortal(data(), config);
  return portal;
}

const jobs = async (one: OwnPortal) =>
  ((await one.operator('/api/admin/jobs')) as { jobs: { id: string }[] }).jobs.map(({ id }) => id);
const navigation = (page: Page) =>
  page.getByRole('navigation', { name: 'Portal' }).getByRole('link').allInnerTexts();

/** A new account whose organisation sells as well, with a product. */
async function signUp(page: Page, { baseUrl }: OwnPortal): Promise<void> {
  await page.goto(`${baseUrl}/sign-up`);
  await page.getByLabel('Your name').fill('Nora New');
  await page.getByLabel('E-mail').fill('nora@example.com');
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await page.getByLabel('Organisation').fill('Nora Ltd');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { level: 1, name: 'Welcome, Nora' }).waitFor();
  for (const [method, url, body] of [
    ['PATCH', '/api/identity/organization', { kind: 'both' }],
    ['POST', '/api/telemetry/products', { productId: 'desk', name: 'Nora Desk', vertical: 'SUPPORT_DESK' }],
  ] as const) {
    const response = await page.request.fetch(baseUrl + url, { method, data: body });
    expect(response.ok()).toBe(true);
  }
}

journey('A plugin', () => {
  test('that others need is not left out by mistake: the start says which', async () => {
    await expect(startOwnPortal(data(), [configWithout(['telemetry'])])).rejects.toThrow(
      /telemetry.*contributions|contributions.*telemetry/s,
    );
  }, 30_000);

  test('switched off takes its pages, routes and jobs along; on again it has its data', async () => {
    const { page, errors } = await openWindow();
    let running = await restart();
    await signUp(page, running);
    await page.goto(`${running.baseUrl}/settings/products`);
    await page.getByRole('link', { name: 'Nora Desk' }).waitFor();
    expect(await navigation(page)).toEqual(
      expect.arrayContaining(['Data packs', 'My packs', 'Opt-in', 'Products', 'API keys', 'Profile']),
    );
    expect(await jobs(running)).toEqual(
      expect.arrayContaining(['telemetry.retention', 'pack-builder.build']),
    );

    running = await restart([configWithout(switchedOff)]);
    await page.goto(running.baseUrl);
    await settle(page);
    const left = await navigation(page);
    expect(left).toEqual(expect.arrayContaining(['API keys', 'Profile']));
    for (const gone of ['Data packs', 'My packs', 'Opt-in', 'Products', 'Ingest keys'])
      expect(left).not.toContain(gone);
    const owners = (await jobs(running)).map(job => job.split('.')[0]);
    expect(owners).toContain('core');
    for (const gone of switchedOff) expect(owners).not.toContain(gone);
    for (const url of ['/v1/packs', '/api/telemetry/products', '/v1/admin/packs'])
      expect((await page.request.get(running.baseUrl + url)).status()).toBe(404);
    for (const url of ['/marketplace', '/settings/products', '/app/marketplace/opt-in']) {
      await page.goto(running.baseUrl + url);
      await page.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor();
    }
    for (const [url, heading] of [
      ['/app/api-keys', 'API keys'],
      ['/app/marketplace/subscriptions', 'Subscriptions'],
      ['/settings/members', 'Members'],
    ] as const) {
      await page.goto(running.baseUrl + url);
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await settle(page);
      expect(await page.getByRole('alert').count()).toBe(0);
    }

    running = await restart();
    await page.goto(`${running.baseUrl}/settings/products`);
    await page.getByRole('link', { name: 'Nora Desk' }).waitFor();
    expect(errors).toEqual([]);
  }, 180_000);
});
