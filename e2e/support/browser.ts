import { AxeBuilder } from '@axe-core/playwright';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Frame, type Page } from 'playwright-core';

interface RunningPortal {
  readonly baseUrl: string;
  readonly chromium: string;
  readonly dataDir: string;
}

/** The portal the journeys run on; null where there is no browser, and the journeys are skipped. */
export const running = JSON.parse(process.env.NETCRAB_JOURNEYS ?? 'null') as RunningPortal | null;

/** `describe` where a browser is, a skipped one elsewhere. */
export const journey: jest.Describe = running ? describe : describe.skip;

export type Look = 'light' | 'dark' | 'phone';
export const looks: readonly Look[] = ['light', 'dark', 'phone'];

let browser: Promise<Browser> | undefined;

const desktop = { width: 1280, height: 800 };
const phone = { width: 375, height: 812 };

/** A browser window of its own: no cookies of another. Console errors of the page fail the test that asks for them. */
export async function openWindow(
  look: Look = 'light',
): Promise<{ context: BrowserContext; page: Page; errors: string[] }> {
  browser ??= chromium.launch({
    executablePath: running?.chromium,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
  });
  const context = await (
    await browser
  ).newContext({
    baseURL: running?.baseUrl,
    viewport: look === 'phone' ? phone : desktop,
    colorScheme: look === 'dark' ? 'dark' : 'light',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  // Two cores also run the portal, its builds and another browser meanwhile.
  page.setDefaultTimeout(30_000);
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(error.message));
  page.on('console', message => {
    // A refused request is an answer the page must cope with, not a fault of its own.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      errors.push(message.text());
  });
  return { context, page, errors };
}

/** Changes the look of an open window as its reader would: theme of the system, turn of the device. */
export async function wear(page: Page, look: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: look === 'dark' ? 'dark' : 'light' });
  await page.setViewportSize(look === 'phone' ? phone : desktop);
  await settle(page);
}

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

/** Signs in as one of the demo's people. */
export async function signInAs(page: Page, persona: 'buyer' | 'seller' | 'admin'): Promise<void> {
  const response = await page.request.post('/api/identity/demo-sign-in', { data: { persona } });
  if (!response.ok())
    throw new Error(`Demo sign-in as ${persona}: ${response.status()} ${await response.text()}`);
}

/** Waits until the page has its heading and nothing on it is loading. */
export async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .MuiSkeleton-root'));
}

let axeScript: string | undefined;

/**
 * Gives each frame the axe that its builder comes with, once per page loaded: the builder itself would send half a
 * megabyte twice for each question.
 */
async function bringAxe(page: Page): Promise<void> {
  const ofBuilder = createRequire(require.resolve('@axe-core/playwright'));
  const script = (axeScript ??= readFileSync(ofBuilder.resolve('axe-core/axe.min.js'), 'utf8'));
  const bring = async (frame: Frame) => {
    if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(script);
  };
  await bring(page.mainFrame());
  // One that goes away meanwhile has nothing left to check.
  await Promise.allSettled(page.frames().slice(1).map(bring));
}

/**
 * What axe finds, one line each.
 * @param rules those to ask where only they can have changed; all of them otherwise
 */
export async function accessibilityProblems(page: Page, rules?: readonly string[]): Promise<string[]> {
  await bringAxe(page);
  // In the page itself: a second page per question is most of what it would cost.
  const axe = new AxeBuilder({ page, axeSource: 'void 0' })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] });
  const { violations } = await (rules ? axe.withRules([...rules]) : axe).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join('; ')}`);
}

/** Pixels by which the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Nothing of the page is out of reach or out of sight, in any look. */
export async function expectSound(page: Page): Promise<void> {
  await settle(page);
  for (const look of looks) {
    await wear(page, look);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  }
  await wear(page, 'light');
}

/** Keeps a picture for the README's tour when `NETCRAB_TOUR=1`. */
export async function tour(page: Page, name: string, look: Look = 'light'): Promise<void> {
  if (process.env.NETCRAB_TOUR !== '1') return;
  const folder = path.resolve(__dirname, '../../docs/tour');
  mkdirSync(folder, { recursive: true });
  await wear(page, look);
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
  await wear(page, 'light');
}
