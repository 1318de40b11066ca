import { AxeBuilder } from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { openShop, type Shop } from '../testing/shop';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const looks: readonly BrowserContextOptions[] = [
  { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  { viewport: { width: 375, height: 812 }, colorScheme: 'dark' },
];

let shop: Shop;
let browser: Browser;
let page: Page;
const looking: Page[] = [];

const here = existsSync(executablePath) ? describe : describe.skip;

here('hosted pages', () => {
  beforeAll(async () => {
    shop = await openShop();
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
    });
    page = await browser.newPage();
    for (const look of looks) looking.push(await (await browser.newContext(look)).newPage());
  });
  afterAll(async () => {
    await browser.close();
    await shop.close();
  });

  /** Clean for axe, and no wider than the screen, in light and dark. */
  async function expectFit(url: string): Promise<void> {
    for (const seen of looking) {
      await seen.goto(url);
      expect((await new AxeBuilder({ page: seen }).analyze()).violations).toEqual([]);
      expect(
        await seen.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      ).toBeLessThanOrEqual(0);
    }
  }

  async function openCheckout(extra: object = {}) {
    const session = await shop.stripe.checkout.sessions.create({
      mode: 'subscription',
      line_items: [{ price: shop.standard, quantity: 1 }],
      success_url: `${shop.sandbox.url}/sandbox?paid={CHECKOUT_SESSION_ID}`,
      cancel_url: `${shop.sandbox.url}/sandbox`,
      ...extra,
    });
    return { id: session.id, url: session.url! };
  }

  test('checkout: declined, refused by the bank, then paid with tax', async () => {
    const { id, url } = await openCheckout({ automatic_tax: { enabled: true } });
    await expectFit(url);
    await page.goto(url);
    await page.getByRole('button', { name: 'Pay with a card that is declined' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Billing country').selectOption('DE');
    await page.getByRole('button', { name: 'Update the tax' }).click();
    await page.getByText('$36.89').first().waitFor();
    await page.getByRole('button', { name: 'Pay with a 3-D Secure check' }).click();
    await expectFit(page.url());
    await page.getByRole('button', { name: 'No, refuse the payment' }).click();
    await page.getByRole('alert').waitFor();
    expect(await shop.stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: 'open' });
    await page.goto(`${url}?country=DE`);
    await page.getByRole('button', { name: 'Pay with a 3-D Secure check' }).click();
    await page.getByRole('button', { name: 'Yes, it is me' }).click();
    await page.waitForURL(`**/sandbox?paid=${id}`);
    expect(await shop.stripe.checkout.sessions.retrieve(id, { expand: ['invoice'] })).toMatchObject({
      status: 'complete',
      amount_total: 3689,
      total_details: { amount_tax: 589 },
      customer_details: { address: { country: 'DE' } },
      invoice: { total: 3689, total_taxes: [{ amount: 589 }] },
    });
    await page.goto(url);
    await page.getByRole('heading', { name: 'You are all done here' }).waitFor();
  });

  test('customer portal: switch, cancel, keep, change the card, see invoices', async () => {
    const product = await shop.stripe.prices.retrieve(shop.pro);
    await shop.stripe.billingPortal.configurations.create({
      features: {
        customer_update: { enabled: true, allowed_updates: ['email', 'address'] },
        invoice_history: { enabled: true },
        payment_method_update: { enabled: true },
        subscription_cancel: { enabled: true },
        subscription_update: {
          enabled: true,
          default_allowed_updates: ['price'],
          proration_behavior: 'always_invoice',
          products: [{ product: String(product.product), prices: [shop.pro] }],
        },
      },
    });
    const { customer, subscription } = await shop.subscribe();
    const { url } = await shop.stripe.billingPortal.sessions.create({
      customer,
      return_url: shop.sandbox.url,
    });
    await expectFit(url);
    await page.goto(url);
    await page.getByRole('button', { name: 'Switch to this plan' }).click();
    await page.getByRole('heading', { name: 'Pro' }).waitFor();
    await page.getByRole('button', { name: 'Cancel at the end of the period' }).click();
    await page.getByRole('button', { name: 'Keep the subscription' }).click();
    await page.getByRole('button', { name: 'Use a card that will be declined' }).click();
    await page.getByText('ending in 0341').waitFor();
    await page.getByLabel('Country').selectOption('FR');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForLoadState();
    expect(await shop.stripe.customers.retrieve(customer)).toMatchObject({ address: { country: 'FR' } });
    expect(await shop.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      cancel_at_period_end: false,
      items: { data: [{ price: { id: shop.pro } }] },
    });
    await page.getByRole('link', { name: /-0002$/ }).click();
    await page.getByRole('heading', { name: /^Receipt/ }).waitFor();
    const pdf = await fetch(`${page.url()}/pdf`);
    expect(await pdf.text()).toMatch(/^%PDF-1\.4/);
  });

  test('an open invoice: refused at the bank, then confirmed', async () => {
    const { customer, subscription } = await shop.subscribe(shop.standard, { email: 'cautious@example.com' });
    shop.sandbox.replaceCard(customer, 'challenge');
    await shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: subscription.items.data[0]!.id, price: shop.pro }],
      proration_behavior: 'always_invoice',
      payment_behavior: 'pending_if_incomplete',
    });
    const [invoice] = (await shop.stripe.invoices.list({ customer, status: 'open' })).data;
    const url = invoice!.hosted_invoice_url!;
    await expectFit(url);
    await page.goto(url);
    await page.getByRole('button', { name: 'Refuse when the bank asks' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('button', { name: /confirm it at the bank/ }).click();
    await page.getByRole('heading', { name: /^Receipt/ }).waitFor();
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await shop.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      pending_update: null,
      items: { data: [{ price: { id: shop.pro } }] },
    });
  });

  test('onboarding and the controls', async () => {
    const account = await shop.stripe.accounts.create({
      type: 'express',
      email: 'seller@example.com',
      capabilities: { transfers: { requested: true } },
    });
    const { url } = await shop.stripe.accountLinks.create({
      account: account.id,
      type: 'account_onboarding',
      refresh_url: `${shop.sandbox.url}/sandbox?again`,
      return_url: `${shop.sandbox.url}/sandbox?back`,
    });
    await expectFit(url);
    await page.goto(url);
    await page.getByRole('button', { name: /unreadable/ }).click();
    await page.getByText('Restricted: missing individual.verification.document').waitFor();
    await page.goto(url);
    await page.getByRole('button', { name: /the account is enabled/ }).click();
    await page.getByText('Enabled: payouts can be made').first().waitFor();
    const login = await shop.stripe.accounts.createLoginLink(account.id);
    await expectFit(login.url);
    await expectFit(`${shop.sandbox.url}/sandbox`);
    await page.goto(`${shop.sandbox.url}/sandbox`);
    const before = shop.sandbox.now();
    await page.getByRole('button', { name: 'Advance a day' }).click();
    await page.waitForLoadState();
    expect(shop.sandbox.now() - before).toBe(86_400_000);
    await page.getByLabel('Events dropped, in percent').fill('25');
    await page.getByRole('button', { name: 'Set the switches' }).click();
    await page.waitForLoadState();
    expect(shop.sandbox.faults.current).toMatchObject({ dropEvents: 0.25, failCalls: [] });
    shop.sandbox.faults.clear();
  });
});
