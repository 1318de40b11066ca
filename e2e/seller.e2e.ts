import type { Locator, Page } from 'playwright-core';
import { closeBrowser, journey, openWindow, settle, signInAs, tour } from './support/browser';
import { paste } from './support/shell';
import { until } from './support/until';

afterAll(closeBrowser);

interface Product {
  readonly productId: string;
  readonly name: string;
  readonly accepted: number;
}

async function firstProduct(page: Page): Promise<Product> {
  const response = await page.request.get('/api/telemetry/products');
  const { products } = (await response.json()) as { products: Product[] };
  const [product] = products;
  if (!product) throw new Error('The demo gave its seller no product');
  return product;
}

/** Goes there by the Tab key alone. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 150; presses++) {
    if (await target.evaluate(element => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not reach ${target}`);
}

journey('A seller', () => {
  test('makes an ingest key, sends an event with the line shown, and sees it counted', async () => {
    const { context, page, errors } = await openWindow();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await signInAs(page, 'seller');
    const product = await firstProduct(page);

    await page.goto('/settings/ingest-keys');
    await page.getByRole('button', { name: 'Create ingest key' }).first().click();
    await page.getByRole('textbox', { name: 'Label' }).fill('Journey');
    await page.getByRole('dialog').getByRole('button', { name: 'Create ingest key' }).click();
    const dialog = page.getByRole('dialog', { name: 'Copy your ingest key now' });
    const line = await dialog.getByRole('group', { name: 'Code: Try it' }).innerText();
    const secret = await dialog.getByLabel('Your ingest key').inputValue();
    expect(await dialog.getByRole('button', { name: 'Done' }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Copy key' }).click();
    await dialog.getByRole('button', { name: 'Done' }).click();
    expect(await page.content()).not.toContain(secret);

    // The products page is open while the event is sent, and counts it without a reload.
    await page.goto('/settings/products');
    const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: product.name }) });
    await row.waitFor();
    expect(JSON.parse(await paste(line))).toMatchObject({ accepted: 1, rejected: 0 });
    await row.getByRole('cell', { name: (product.accepted + 1).toLocaleString('en'), exact: true }).waitFor();

    // Sent again, it is known by its id.
    await paste(line);
    await row.getByRole('link', { name: product.name }).click();
    await page.getByRole('heading', { level: 1, name: product.name }).waitFor();
    await settle(page);
    expect((await firstProduct(page)).accepted).toBe(product.accepted + 1);

    await page.goto('/settings/ingest-keys');
    await page.getByRole('button', { name: 'Revoke Journey' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke key' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(JSON.parse(await paste(line))).toMatchObject({ error: { code: 'unauthorized' } });
    expect(errors).toEqual([]);
  }, 180_000);

  test('opts a product out of a pack and in again by keyboard, and finds both in the history', async () => {
    const { page, errors } = await openWindow();
    await signInAs(page, 'seller');
    await page.goto('/app/marketplace/opt-in');
    await settle(page);
    await tour(page, 'opt-in');
    const toggle = page.getByRole('switch', { name: / in /, checked: true }).first();
    const name = (await toggle.getAttribute('aria-label')) ?? '';
    const one = page.getByRole('switch', { name, exact: true });
    const history = page.getByRole('table', { name: /^Changes of/ });
    const newest = history.getByRole('row').nth(1);

    for (const [on, word] of [
      [false, 'Off'],
      [true, 'On'],
    ] as const) {
      await tabTo(page, one);
      await page.keyboard.press('Space');
      await until(`the switch shows ${word}`, async () => (await one.isChecked()) === on);
      await newest.filter({ hasText: name }).filter({ hasText: word }).waitFor();
    }
    await page.reload();
    await until('the switch is as it was left', () => one.isChecked());
    await newest.filter({ hasText: name }).filter({ hasText: 'Sam Seller' }).waitFor();
    expect(errors).toEqual([]);
  }, 180_000);
});
