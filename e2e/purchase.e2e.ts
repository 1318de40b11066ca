import type { Page } from 'playwright-core';
import { closeBrowser, expectSound, journey, openWindow, tour } from './support/browser';

const packId = 'ux_friction_b2b_crm_v1';
const packTitle = 'UX friction benchmarks: B2B CRM';
const otherTitle = 'UX friction benchmarks: ERP';

afterAll(closeBrowser);

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const atCheckout = (page: Page) => page.waitForURL(url => url.pathname.startsWith('/c/pay/'));

async function signUp(page: Page): Promise<void> {
  await page.getByLabel('Your name').fill('Nora Harbour');
  await page.getByLabel('Organisation').fill('Harbour Data');
  await page.getByLabel('E-mail').fill(`nora-${Date.now()}@example.com`);
  await page.getByLabel('Password', { exact: true }).fill('a long enough passphrase 9');
  await page.getByRole('button', { name: 'Create account' }).click();
}

/** @returns the key, shown this once */
async function createKey(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Create key' }).first().click();
  await page.getByRole('textbox', { name: 'Label' }).fill('First rows');
  await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click();
  const dialog = page.getByRole('dialog', { name: 'Copy your new key now' });
  const secret = await dialog.getByLabel('Your API key').inputValue();
  await dialog.getByRole('button', { name: 'Copy key' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  return secret;
}

journey('Somebody new', () => {
  test('buys Pro after leaving the checkout and a refused card, reads rows, and cancels', async () => {
    const { context, page, errors } = await openWindow();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);

    // Chosen signed out; an account later the choice is still there.
    await page.goto(`/marketplace/packs/${packId}`);
    await page.getByRole('radio', { name: /^Pro/ }).check();
    await page.getByRole('link', { name: 'Create an account to buy' }).click();
    await signUp(page);
    await heading(page, `Buy ${packTitle}`).waitFor();
    expect(await page.getByRole('radio', { name: /^Pro/ }).isChecked()).toBe(true);
    await page.getByText('Payments run in the sandbox').waitFor();
    await page.getByRole('combobox', { name: 'Other packs' }).click();
    await page.getByRole('option', { name: otherTitle }).click();
    await page.getByText('2 of 5 packs chosen').waitFor();
    await expectSound(page);
    await tour(page, 'purchase');

    // Nothing without the terms.
    const toPayment = page.getByRole('button', { name: 'Continue to payment' });
    await toPayment.click();
    await page.getByText('Agree to the terms to go on.').waitFor();
    await page.getByRole('checkbox', { name: /^I agree/ }).check();
    await toPayment.click();

    // Left, chosen again: the same choice, and the same order.
    await atCheckout(page);
    const checkout = page.url();
    await page.getByRole('link', { name: 'Cancel and go back' }).click();
    await page.getByText('You left the payment page').waitFor();
    await expectSound(page);
    await page.getByRole('link', { name: 'Choose again' }).click();
    await page.getByText('2 of 5 packs chosen').waitFor();
    await page.getByRole('checkbox', { name: /^I agree/ }).check();
    await toPayment.click();
    await atCheckout(page);
    expect(page.url()).toBe(checkout);

    // A refused card charges nothing; the next one pays.
    await page.getByRole('button', { name: /declined/ }).click();
    await page.getByRole('alert').filter({ hasText: 'declined' }).waitFor();
    await page.getByRole('button', { name: /^Subscribe and pay/ }).click();
    await page.waitForURL('**/app/marketplace/orders/*');
    await page.getByText('It is yours').waitFor({ timeout: 30_000 });
    await page.reload();
    await page.getByText('It is yours').waitFor();
    await expectSound(page);
    await tour(page, 'order-paid');

    // From the return page to rows.
    await page.getByRole('link', { name: 'Open in My packs' }).click();
    await heading(page, 'My packs').waitFor();
    for (const title of [packTitle, otherTitle])
      await page.getByRole('heading', { level: 2, name: title }).waitFor();
    await page.goto('/app/api-keys');
    const secret = await createKey(page);
    const answer = await page.request.get(`/v1/packs/${packId}/data?limit=5`, {
      headers: { authorization: `Bearer ${secret}` },
    });
    expect(answer.status()).toBe(200);
    expect(((await answer.json()) as { rows: unknown[] }).rows).toHaveLength(5);

    // What was bought can be ended, and kept after all.
    await page.goto('/app/marketplace/subscriptions');
    await page.getByRole('table', { name: 'Invoices of your organisation' }).getByText('Paid').waitFor();
    await expectSound(page);
    await tour(page, 'subscriptions');
    await page.getByRole('button', { name: 'Cancel the Pro subscription' }).click();
    await page.getByRole('button', { name: 'End it with the period' }).click();
    await page.getByText('paid until then, not renewed').waitFor();
    await page.getByRole('button', { name: 'Keep it after all' }).click();
    await page.getByRole('button', { name: 'Cancel the Pro subscription' }).waitFor();
    expect(errors).toEqual([]);
  }, 180_000);
});
