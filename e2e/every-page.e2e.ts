import type { PageDeclaration, PortalBoot, PortalSession } from '@netcrab/plugin-api/frontend';
import type { Page } from 'playwright-core';
import { admissionTo } from '../app/src/declarations';
import { findFrontends } from '../app/vite/frontends';
import {
  accessibilityProblems,
  closeBrowser,
  journey,
  looks,
  openWindow,
  overflow,
  settle,
  signInAs,
  wear,
  type Look,
} from './support/browser';
import path from 'node:path';

const root = path.resolve(__dirname, '..');
const roles = ['visitor', 'buyer', 'seller', 'admin'] as const;
type Role = (typeof roles)[number];

const pack = '/marketplace/packs/ux_friction_b2b_crm_v1';

const productAddresses = (tab: string) => async (page: Page) => {
  const { products } = await answer<{ products: { productId: string }[] }>(page, '/api/telemetry/products');
  return products.slice(0, 1).map(({ productId }) => `/settings/products/${productId}${tab}`);
};

/** Addresses of pages that have parameters or tabs; a new one belongs in here. */
const addresses: Readonly<Record<string, (page: Page) => Promise<readonly string[]> | readonly string[]>> = {
  '/marketplace/packs/:packId/*': () => [
    ...['', '/schema', '/sample', '/quality', '/pricing', '/license', '/versions'].map(tab => pack + tab),
    '/marketplace/packs/flows_b2b_crm_v1',
    '/marketplace/packs/release_deltas_b2b_crm_v1',
    '/marketplace/packs/ux_friction_hris_v1',
  ],
  '/marketplace': () => ['/marketplace', '/marketplace?view=list', '/marketplace?q=nothing+like+this'],
  '/invitations/:token': () => ['/invitations/expired'],
  '/settings/products/:productId': productAddresses(''),
  '/settings/products/:productId/live': productAddresses('/live'),
  '/settings/products/:productId/data': productAddresses('/data'),
  '/admin/plugins/:pluginId': () => ['/admin/plugins/pack-catalog'],
  '/admin/jobs/:jobId': () => ['/admin/jobs/pack-builder.build'],
  '/admin/builds/:buildId': async page => {
    const { builds } = await answer<{ builds: { id: string }[] }>(page, '/v1/admin/builds');
    return builds.slice(0, 1).map(({ id }) => `/admin/builds/${id}`);
  },
  '/marketplace/packs/:packId/buy': () => [`${pack}/buy`],
  '/app/marketplace/orders/:orderId': async page =>
    (await orders(page)).map(({ id }) => `/app/marketplace/orders/${id}`),
  '/app/marketplace/subscriptions/:subscriptionId/change': async page =>
    (await orders(page)).flatMap(({ subscriptionId }) =>
      subscriptionId === null ? [] : [`/app/marketplace/subscriptions/${subscriptionId}/change`],
    ),
  '/app/insights/hotspots': async page => {
    const { hotspots } = await answer<{ hotspots?: { screenId: string }[] }>(page, '/v1/insights/hotspots');
    const drilled = (hotspots ?? [])
      .slice(0, 1)
      .map(({ screenId }) => `?screen=${encodeURIComponent(screenId)}`);
    return ['', ...drilled].map(query => `/app/insights/hotspots${query}`);
  },
  '/app/marketplace/seller/:packId': () => ['/app/marketplace/seller/ux_friction_b2b_crm_v1'],
  '/app/marketplace/payouts/:month': async page =>
    (await payoutMonths(page)).map(month => `/app/marketplace/payouts/${month}`),
  '/app/marketplace/payouts/:month/packs/:packId': async page =>
    (await payoutMonths(page)).map(month => `/app/marketplace/payouts/${month}/packs/ux_friction_b2b_crm_v1`),
  '/docs/sdk/:chapter': () =>
    ['install', 'events', 'agent', 'privacy', 'no-such-chapter'].map(chapter => `/docs/sdk/${chapter}`),
  '/admin/money/months/:month': () => ['/admin/money/months/2026-10'],
};
const forAll = ['/', pack, '/there-is-no-such-page'];
/** What can differ between themes, where the page is the same. */
const colourRules = ['color-contrast', 'link-in-text-block'];

async function answer<T>(page: Page, url: string): Promise<T> {
  return (await (await page.request.get(url)).json()) as T;
}

/** The newest order, once there is one. */
async function orders(page: Page): Promise<{ id: string; subscriptionId: string | null }[]> {
  const { orders: all } = await answer<{ orders: { id: string; subscriptionId: string | null }[] }>(
    page,
    '/v1/marketplace/orders',
  );
  return all.slice(0, 1);
}

/** The newest closed month, once there is one. */
async function payoutMonths(page: Page): Promise<string[]> {
  const { months } = await answer<{ months: { month: string }[] }>(page, '/v1/marketplace/payouts');
  return months.slice(0, 1).map(({ month }) => month);
}

const isPlain = ({ path: pattern }: PageDeclaration) => !/[:*]/.test(pattern);

/** What the plugins declare, in their own words. */
async function declaredPages(isOf: (pluginId: string) => boolean): Promise<PageDeclaration[]> {
  const declarations: PageDeclaration[] = [];
  for (const { pluginId, packageName } of findFrontends(root)) {
    if (!isOf(pluginId)) continue;
    const { default: plugin } = (await import(`${packageName}/frontend`)) as {
      default: { pages: PageDeclaration[] };
    };
    declarations.push(...plugin.pages);
  }
  return declarations;
}

/** Pages that this viewer is shown; those open to everyone are the visitor's, but for the shell around them. */
const pagesOf = (pages: readonly PageDeclaration[], session: PortalSession | null): PageDeclaration[] =>
  pages.filter(
    one => admissionTo(one, session) === 'open' && (one.access === 'public') === (session === null),
  );

async function bootOf(page: Page): Promise<PortalBoot> {
  await page.goto('/');
  return JSON.parse((await page.locator('#netcrab-boot').textContent()) ?? '') as PortalBoot;
}

/** Every address that this viewer may open. */
async function addressesFor(page: Page, { plugins, session }: PortalBoot): Promise<string[]> {
  const ready = new Set(plugins.filter(({ status }) => status === 'ready').map(({ id }) => id));
  const pages = pagesOf(await declaredPages(id => ready.has(id)), session);
  const found = await Promise.all(
    pages.map(async one => {
      const known = addresses[one.path];
      if (!known && !isPlain(one)) throw new Error(`Give an address of ${one.path} in every-page.e2e.ts`);
      return known ? await known(page) : [one.path];
    }),
  );
  return [...new Set([...forAll, ...found.flat()])];
}

/** What is wrong with a page in one look, one line each. */
async function faults(page: Page, look: Look): Promise<string[]> {
  const heading = await page.getByRole('heading', { level: 1 }).allInnerTexts();
  const title = await page.title();
  const wider = await overflow(page);
  return [
    ...(heading.length === 1 ? [] : [`${heading.length} h1`]),
    ...(title.split(' · ')[0] === heading[0] ? [] : [`h1 "${heading[0]}" but title "${title}"`]),
    ...(wider > 0 ? [`${wider} px wider than the window`] : []),
    ...(await accessibilityProblems(page, look === 'dark' ? colourRules : undefined)),
  ].map(fault => `${look}: ${fault}`);
}

afterAll(closeBrowser);

journey('Every page', () => {
  test.concurrent.each(roles)(
    'for a %s: one h1, which is the title; no overflow; axe finds nothing; no errors',
    async role => {
      expect(await faultsFor(role)).toEqual([]);
    },
    900_000,
  );

  test('is seen by one of them', async () => {
    const boots: PortalBoot[] = [];
    for (const role of roles) {
      const { context, page } = await openWindow();
      if (role !== 'visitor') await signInAs(page, role);
      boots.push(await bootOf(page));
      await context.close();
    }
    const all = await declaredPages(() => true);
    const ready = boots[0]?.plugins.filter(({ status }) => status === 'ready').map(({ id }) => id) ?? [];
    const running = await declaredPages(id => ready.includes(id));
    const seen = new Set(boots.flatMap(({ session }) => pagesOf(running, session)).map(one => one.path));
    expect(all.map(one => one.path).filter(address => !seen.has(address))).toEqual([]);
  }, 60_000);
});

async function faultsFor(role: Role): Promise<string[]> {
  const { page, errors } = await openWindow();
  if (role !== 'visitor') await signInAs(page, role);
  const found: string[] = [];
  for (const address of await addressesFor(page, await bootOf(page))) {
    const seen = errors.length;
    await page.goto(address);
    await settle(page);
    for (const look of looks) {
      await wear(page, look);
      found.push(...(await faults(page, look)).map(fault => `${address} ${fault}`));
    }
    found.push(...errors.slice(seen).map(error => `${address} console: ${error}`));
  }
  await page.context().close();
  return found;
}
