import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Locator, Page } from 'playwright-core';
import { closeBrowser, journey, openWindow, settle, tour } from './support/browser';
import { paste } from './support/shell';
import { until } from './support/until';

const packId = 'ux_friction_b2b_crm_v1';
const packTitle = 'UX friction benchmarks: B2B CRM';
const tabs = ['Overview', 'Schema', 'Sample', 'Quality', 'Pricing', 'License', 'Versions'];

afterAll(closeBrowser);

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const param = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);
const packCard = (page: Page): Locator =>
  page.getByRole('main').locator('section').filter({ hasText: packTitle });

/** Of all packs of the organisation: `1,234 of 3,000,000 rows` → 1234. */
async function rowsUsed(page: Page): Promise<number> {
  await page.goto('/app/marketplace/my-packs');
  const bar = page.getByRole('progressbar', { name: /^Rows this month, all/ });
  return Number((await bar.getAttribute('aria-valuetext'))?.split(' of ')[0]?.replaceAll(',', ''));
}

/** The key of the open dialog, shown this once, and its curl line. The dialog is closed. */
async function takeSecret(page: Page): Promise<{ secret: string; curl: string }> {
  const dialog = page.getByRole('dialog', { name: 'Copy your new key now' });
  const secret = await dialog.getByLabel('Your API key').inputValue();
  await dialog.getByRole('tab', { name: 'curl' }).click();
  const curl = await dialog.getByRole('group', { name: 'Code' }).innerText();
  await page.keyboard.press('Escape');
  await dialog.getByRole('alert').filter({ hasText: 'to close this' }).waitFor();
  await dialog.getByRole('button', { name: 'Copy key' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'hidden' });
  return { secret, curl };
}

interface Answer {
  readonly rows?: readonly Record<string, unknown>[];
  readonly error?: { readonly code: string };
}
const answerTo = async (curl: string) => JSON.parse(await paste(curl)) as Answer;

/** Clicks a file's button. @returns its path, after size and checksum were found to be those shown */
async function download(page: Page, format: 'csv' | 'parquet'): Promise<string> {
  const button = packCard(page).getByRole('link', { name: `Download ${format} of latest` });
  const [arriving] = await Promise.all([page.waitForEvent('download'), button.first().click()]);
  const file = await arriving.path();
  const content = readFileSync(file);
  const bytes = await button.first().locator('[title$=" bytes"]').getAttribute('title');
  expect(bytes).toBe(`${content.length.toLocaleString('en')} bytes`);
  const sums = await packCard(page)
    .locator('[title^="SHA-256 "]')
    .evaluateAll(elements => elements.map(element => element.getAttribute('title')));
  expect(sums).toContain(`SHA-256 ${createHash('sha256').update(content).digest('hex')}`);
  return file;
}

async function parquetRows(file: string): Promise<number> {
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  const [row] = await connection
    .runAndReadAll('SELECT count(*)::INTEGER FROM read_parquet(?)', [file])
    .then(reader => reader.getRows());
  connection.closeSync();
  return Number(row?.[0]);
}

journey('A buyer', () => {
  test('finds a pack, makes a key, queries and downloads it, and ends the key', async () => {
    const { context, page, errors } = await openWindow();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);

    // Signed out: the catalogue, its facets, search and sort, all kept by the address.
    await page.goto('/marketplace');
    const status = page.getByRole('status').filter({ hasText: /^\d+ packs?$/ });
    const all = Number.parseInt(await status.innerText(), 10);
    await tour(page, 'catalogue');
    await tour(page, 'catalogue-phone', 'phone');
    await page
      .getByRole('group', { name: 'Vertical' })
      .getByLabel(/^B2B CRM/)
      .check();
    await page.getByRole('searchbox', { name: 'Search packs' }).fill('friction');
    await page.waitForURL(/q=friction/);
    await page.getByRole('combobox', { name: 'Sort by' }).click();
    await page.getByRole('option', { name: 'Price, high to low' }).click();
    await page.waitForURL(/sort=-price/);
    await page.reload();
    await settle(page);
    expect([param(page, 'vertical'), param(page, 'q'), param(page, 'sort')]).toEqual([
      'B2B_CRM',
      'friction',
      '-price',
    ]);
    expect(await page.getByRole('searchbox', { name: 'Search packs' }).inputValue()).toBe('friction');
    const found = Number.parseInt(await status.innerText(), 10);
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(all);
    await page.getByRole('button', { name: 'Remove filter Vertical: B2B CRM' }).click();
    await page.waitForURL(url => !url.searchParams.has('vertical'));
    await page.goBack();
    await page.waitForURL(/vertical=B2B_CRM/);

    // The pack, every tab under its own address.
    await page.getByRole('link', { name: packTitle }).click();
    await heading(page, packTitle).waitFor();
    await tour(page, 'pack');
    await tour(page, 'pack-dark', 'dark');
    for (const tab of tabs) {
      await page.getByRole('navigation', { name: packTitle }).getByRole('link', { name: tab }).click();
      await page.waitForURL(tab === 'Overview' ? `**/${packId}` : `**/${packId}/${tab.toLowerCase()}`);
      await page.getByRole('main').getByRole('heading', { level: 2 }).first().waitFor();
    }

    // In through the real page, and back to where it began.
    const rail = page.getByRole('complementary', { name: 'Access' });
    await rail.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Continue as buyer' }).click();
    await heading(page, packTitle).waitFor();
    await rail.getByText(/^Owned/).waitFor();
    await rail.getByRole('link', { name: 'Open in My packs' }).click();
    await heading(page, 'My packs').waitFor();
    const before = await rowsUsed(page);

    // A key: shown once, in a dialog that does not close before it was copied.
    await page.goto('/app/api-keys');
    await page.getByRole('button', { name: 'Create key' }).first().click();
    await page.getByRole('textbox', { name: 'Label' }).fill('Nightly import');
    await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click();
    const first = await takeSecret(page);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(first.secret);
    expect(await page.content()).not.toContain(first.secret);

    // The page's own line, run as it stands.
    const { rows } = await answerTo(first.curl);
    expect(rows).toHaveLength(5);
    expect(rows?.[0]).toMatchObject({ vertical: expect.any(String), task_type: expect.any(String) });
    await until('the query is counted', async () => (await rowsUsed(page)) === before + 5);

    // Whole snapshots, charged once for both formats.
    await packCard(page).getByRole('button', { name: 'Downloads' }).click();
    const csv = readFileSync(await download(page, 'csv'), 'utf8');
    const csvRows = csv.trim().split('\n').length - 1;
    const parquet = await parquetRows(await download(page, 'parquet'));
    expect(parquet).toBe(csvRows);
    const after = before + 5 + csvRows;
    await until('the download is counted', async () => (await rowsUsed(page)) === after);
    const bar = packCard(page).getByRole('progressbar', { name: 'Rows this month' });
    expect(Number.parseInt((await bar.getAttribute('aria-valuetext')) ?? '', 10)).toBeGreaterThanOrEqual(
      csvRows,
    );
    await tour(page, 'my-packs');

    // Rotated: both keys work. Revoked: the next request is refused.
    await page.goto('/app/api-keys');
    await page.getByRole('button', { name: 'Rotate Nightly import' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate key' }).click();
    const second = await takeSecret(page);
    expect((await answerTo(first.curl)).rows).toHaveLength(5);
    expect((await answerTo(second.curl)).rows).toHaveLength(5);
    await page.reload();
    await settle(page);
    await tour(page, 'api-keys');
    await revoke(page, page.getByRole('row').filter({ hasText: 'Replaced, ending' }));
    expect((await answerTo(first.curl)).error?.code).toBe('unauthorized');
    expect((await answerTo(second.curl)).rows).toHaveLength(5);
    await revoke(page, page.getByRole('row').filter({ hasText: 'Nightly import' }));
    expect((await answerTo(second.curl)).error?.code).toBe('unauthorized');
    expect(errors).toEqual([]);
  }, 180_000);
});

async function revoke(page: Page, row: Locator): Promise<void> {
  await row.getByRole('button', { name: 'Revoke Nightly import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Revoke "Nightly import"?' });
  await dialog.getByRole('textbox', { name: /^Type/ }).fill('Nightly import');
  await dialog.getByRole('button', { name: 'Revoke key' }).click();
  await dialog.waitFor({ state: 'hidden' });
}
