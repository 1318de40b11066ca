import type { FrameLocator } from 'playwright-core';
import {
  accessibilityProblems,
  closeBrowser,
  journey,
  openWindow,
  overflow,
  settle,
  signInAs,
  tour,
} from './support/browser';
import { startSite } from './support/sdk/site';

afterAll(closeBrowser);

/** How long the SDK keeps a click of a page that sent few, at most, and how often the live view asks. */
const batchAfterMs = 500;
const liveEveryMs = 500;

/** What an outsider could tell of what was typed. */
const typed = ['Ada Lovelace', 'a private remark', '4711-pin'];

journey('The SDK docs', () => {
  test('a visitor uses the playground, and sees what left the page and what it becomes', async () => {
    const { page, errors } = await openWindow();
    await page.goto('/docs/sdk/playground');
    // The chapters are navigation, not links in prose.
    const chapters = page.getByRole('navigation', { name: 'Chapters' }).getByRole('link');
    await chapters.last().waitFor();
    const lines = await chapters.evaluateAll(links =>
      links.map(link => getComputedStyle(link).textDecorationLine),
    );
    expect(lines).toEqual(Array(8).fill('none'));
    const app: FrameLocator = page.frameLocator('iframe');
    const dead = app.getByRole('button', { name: 'Export (does nothing)' });
    // At one go: four clicks asked for one by one may take a busy machine longer than rage does.
    await dead.click({ clickCount: 4 });
    await app.getByRole('button', { name: 'New order' }).click();
    await app.getByLabel('Customer').fill('Ada Lovelace');
    await app.getByLabel('Note').fill('a private remark');
    await app.getByLabel('PIN').fill('4711-pin');
    await app.getByRole('button', { name: 'Save' }).click();

    await page.getByRole('cell', { name: 'create_order' }).waitFor();
    await page.getByRole('row', { name: /Rage click .* 4/ }).waitFor();
    await page.getByRole('cell', { name: /completed in/ }).waitFor();
    await tour(page, 'playground');

    for (const request of await page.getByRole('button', { name: /^POST/ }).all()) {
      if ((await request.getAttribute('aria-expanded')) === 'false') await request.click();
    }
    const shown = await page.getByRole('main').innerText();
    expect(shown).toContain('"eventType": "click"');
    for (const secret of typed) expect(shown).not.toContain(secret);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('a seller makes a key, pastes the tag, and sees the first event within two seconds of its answer', async () => {
    const { context, page, errors } = await openWindow();
    await signInAs(page, 'seller');
    await page.goto('/docs/sdk');
    await page.getByRole('combobox', { name: 'Product' }).click();
    await page.getByRole('option', { name: 'A new product' }).click();
    await page.getByRole('textbox', { name: 'Name of the product' }).fill('Quick start shop');
    await page.getByText('Its id will be quick-start-shop.').waitFor();
    await page.getByRole('button', { name: 'Make a test key' }).click();
    await page.getByText('Waiting for the first event of this product').waitFor();
    const tag = await page.getByRole('group', { name: 'Code' }).first().innerText();
    const key = /data-ingest-key="(nc_ingest_[\w-]+)"/.exec(tag)?.[1] ?? '';
    expect(tag).toContain('data-product-id="quick-start-shop"');

    const answer = await page.request.post('/v1/events/batch', {
      headers: { authorization: `Bearer ${key}`, origin: new URL(page.url()).origin },
      data: {
        sdkVersion: 'journey/1',
        sentAt: new Date().toISOString(),
        events: [
          {
            eventId: '019a3f4e-7c00-7000-8000-0000000000aa',
            productId: 'quick-start-shop',
            sessionId: 'journey',
            userHash: 'user_journey',
            ts: new Date().toISOString(),
            eventType: 'navigation',
            screenId: 'checkout',
            route: '/checkout',
          },
        ],
      },
    });
    expect(answer.status()).toBe(202);
    await page.getByRole('cell', { name: 'checkout', exact: true }).waitFor();
    await page.getByText('One event has arrived.').waitFor();

    // The key is on the other pages too, and gone with the last of them.
    await page.getByRole('link', { name: 'Install', exact: true }).click();
    await page.getByText(key).first().waitFor();
    await page.reload();
    await settle(page);
    expect(await page.content()).not.toContain(key);
    expect(errors).toEqual([]);
    await context.close();
  });

  test('a click on a page of their own stands in the live view after one batch and one look', async () => {
    const site = await startSite();
    const { context, page, errors } = await openWindow();
    const shop = await openWindow();
    await page.clock.install();
    await shop.page.clock.install();
    await signInAs(page, 'seller');
    await page.goto('/docs/sdk');
    await page.getByRole('combobox', { name: 'Product' }).click();
    await page.getByRole('option', { name: 'A new product' }).click();
    await page.getByRole('textbox', { name: 'Name of the product' }).fill('Live shop');
    await page.getByRole('textbox', { name: 'Pages that may use it' }).fill(site.origin);
    await page.getByRole('button', { name: 'Make a test key' }).click();
    await page.getByText('Waiting for the first event of this product').waitFor();
    const tag = await page.getByRole('group', { name: 'Code' }).first().innerText();

    // Pasted as it stands there.
    site.show({ head: tag.slice(tag.indexOf('<script')) });
    await shop.page.goto(site.origin);
    const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) });
    await row('navigation').waitFor();

    // From here on time passes as told, so that what is seen needed no more of it.
    for (const one of [page, shop.page]) await one.clock.pauseAt(Date.now() + 60_000);
    const batch = shop.page.waitForResponse(answer => answer.request().method() === 'POST');
    await shop.page.click('#fast');
    await shop.page.clock.runFor(batchAfterMs);
    expect((await batch).status()).toBe(202);
    const look = page.waitForResponse(answer => answer.url().includes('/api/telemetry/live'));
    await page.clock.runFor(liveEveryMs);
    await look;
    await page.clock.runFor(1);
    await row('click').waitFor();
    expect(errors).toEqual([]);
    await shop.context.close();
    await context.close();
    await site.close();
  });

  test('the registry labels a task type, merges it and takes that back', async () => {
    const { context, page, errors } = await openWindow();
    await signInAs(page, 'seller');
    await page.goto('/docs/sdk/task-types');
    const rows = page.getByRole('table', { name: 'Task types' }).getByRole('row');
    await rows.nth(2).waitFor();
    // Nothing of a row is cut off, its actions least of all.
    const cut = await page
      .getByRole('table', { name: 'Task types' })
      .evaluate(({ parentElement: box }) => (box ? box.scrollWidth - box.clientWidth : NaN));
    expect(cut).toBe(0);
    const id = await rows.nth(1).locator('code').innerText();
    const row = rows.filter({ has: page.getByText(id, { exact: true }) });
    await row.getByRole('button', { name: /^Label/ }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Task' }).fill('As the journey calls it');
    await page.getByRole('dialog').getByRole('button', { name: 'Label' }).click();
    await row.getByText('As the journey calls it').waitFor();

    await row.getByRole('button', { name: /^Merge/ }).click();
    await page.getByRole('combobox', { name: 'Into' }).click();
    await page.getByRole('option').first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Merge' }).click();
    await row.getByText(/counts as/).waitFor();
    await row.getByRole('button', { name: /^Take back/ }).click();
    await row.getByRole('button', { name: /^Merge/ }).waitFor();
    expect(await overflow(page)).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });
});
