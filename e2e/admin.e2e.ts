import type { Page } from 'playwright-core';
import { closeBrowser, journey, openWindow, settle, signInAs, tour } from './support/browser';
import { until } from './support/until';

afterAll(closeBrowser);

const packId = 'flows_b2b_crm_v1';
const dayMs = 86_400_000;

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });

journey('A platform admin', () => {
  test('sees every plugin with its state, and each job with its schedule', async () => {
    const { page, errors } = await openWindow();
    await signInAs(page, 'admin');
    await page.goto('/admin/plugins');
    const plugins = page.getByRole('table', { name: 'Plugins, by id' });
    await plugins.waitFor();
    await tour(page, 'plugins');
    for (const row of (await plugins.getByRole('row').all()).slice(1)) {
      expect(await row.innerText()).toMatch(/Ready[\s\S]*0\.1\.0/);
    }
    await plugins.getByRole('link', { name: 'telemetry', exact: true }).click();
    await heading(page, 'telemetry').waitFor();
    await page.getByRole('table', { name: /Migrations/ }).waitFor();
    await page.getByText(/refuses to start without it/).waitFor();

    await page.goto('/admin/jobs');
    const build = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'Build packs' }) });
    await build.getByText('0 2 * * *').waitFor();
    await page.getByRole('button', { name: 'Run Send mail now' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Run now' }).click();
    await page.getByRole('link', { name: 'Send mail' }).click();
    await heading(page, 'Send mail').waitFor();
    await page
      .getByRole('row')
      .filter({ hasText: 'By hand' })
      .filter({ hasText: 'Succeeded' })
      .first()
      .waitFor();
    expect(errors).toEqual([]);
  }, 180_000);

  test('runs a pack build, watches it, and reads what it published and withheld', async () => {
    const { page, errors } = await openWindow();
    await signInAs(page, 'admin');
    await page.goto('/admin/builds');
    await page.getByRole('button', { name: `Build ${packId}` }).click();
    // Fresh noise for the last month, so that there is something to publish.
    const from = new Date(Date.now() - 30 * dayMs).toISOString().slice(0, 10);
    await page.getByLabel('Decide again from').fill(from);
    await page.getByRole('dialog').getByRole('button', { name: 'Start build' }).click();
    await page.getByRole('progressbar', { name: 'Building' }).waitFor();
    await page
      .getByRole('alert')
      .filter({ hasText: /published|ended/i })
      .waitFor({ timeout: 90_000 });
    await settle(page);
    await tour(page, 'builds');

    await page
      .getByRole('table', { name: 'Builds, newest first' })
      .getByRole('row')
      .filter({ hasText: packId })
      .first()
      .getByRole('link', { name: packId })
      .click();
    await heading(page, `Build of ${packId}`).waitFor();
    for (const title of ['Cells', 'Privacy', 'Withheld cells']) {
      await page.getByRole('heading', { level: 2, name: title, exact: true }).waitFor();
    }
    for (const figure of ['Published', 'Generalized', 'Withheld']) {
      await page.getByText(figure, { exact: true }).first().waitFor();
    }
    expect(errors).toEqual([]);
  }, 180_000);

  test('grants an organisation a subscription and finds it in the audit log', async () => {
    const { page, errors } = await openWindow();
    await signInAs(page, 'admin');
    await page.goto('/admin/subscriptions');
    await page.getByRole('button', { name: 'Grant subscription' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Grant a subscription' });
    await dialog.getByRole('combobox', { name: 'Organisation' }).fill('Halcyon');
    await page
      .getByRole('option', { name: /Halcyon/ })
      .first()
      .click();
    await dialog.getByRole('combobox', { name: 'Tier' }).click();
    await page.getByRole('option', { name: 'Enterprise' }).click();
    await dialog.getByLabel('Every pack, now and later').check();
    await dialog.getByLabel('Reason').fill('Contract 2026-17');
    await dialog.getByRole('button', { name: 'Grant' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('row').filter({ hasText: 'Contract 2026-17' }).first().waitFor();

    await page.goto('/admin/audit');
    const log = page.getByRole('table', { name: 'Audit entries, newest first' });
    await log.getByRole('row').filter({ hasText: 'subscription.granted' }).first().waitFor();
    await page.getByRole('searchbox', { name: 'Action' }).fill('subscription.granted');
    await page.waitForURL(/action=subscription\.granted/);
    await until('only grants are listed', async () =>
      (await log.getByRole('row').allInnerTexts())
        .slice(1)
        .every(row => row.includes('subscription.granted')),
    );
    await log
      .getByRole('button', { name: /^Show entry/ })
      .first()
      .click();
    const entry = page.getByRole('dialog', { name: /subscription\.granted/ });
    await entry
      .getByText(/Contract 2026-17/)
      .first()
      .waitFor();
    await entry.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Verify chain' }).click();
    await page.getByText('The chain is whole: no entry was changed or removed.').waitFor();
    expect(errors).toEqual([]);
  }, 180_000);
});
