import type { Locator, Page } from 'playwright-core';
import { closeBrowser, expectSound, journey, openWindow, settle, signInAs, tour } from './support/browser';
import { until } from './support/until';

afterAll(closeBrowser);

const packTitle = 'UX friction benchmarks: B2B CRM';
/** Of the demo: a seller that has money waiting and no account, and who acts for it. */
const waiting = { orgId: 'demo-crm-05', name: 'Ember CRM' };
const cast = { email: 'cast@demo.example', password: 'netcrab-demo' };

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).first();
/** Cents of an amount as it is written: `-$1,234.50`. */
const cents = (text: string) => Math.round(Number(text.replace(/[^\d.-]/g, '')) * 100);
const amountIn = async (row: Locator) => cents(await row.getByRole('cell').last().innerText());

async function download(page: Page, button: string): Promise<Buffer> {
  const address = await link(page, new RegExp(`, ${button}$`)).getAttribute('href');
  const response = await page.request.get(address ?? '');
  expect(response.status()).toBe(200);
  return response.body();
}

/** Figures of a statement's CSV by the name of their line. */
function linesOf(csv: string): Map<string, string[]> {
  const [header = '', ...rows] = csv.trim().split('\r\n');
  const at = header.split(',').indexOf('amount') - header.split(',').length;
  const lines = new Map<string, string[]>();
  for (const row of rows) {
    const fields = row.split(',');
    const name = fields[0] ?? '';
    lines.set(name, [...(lines.get(name) ?? []), fields.at(at) ?? '']);
  }
  return lines;
}

journey('A seller', () => {
  test('sees what a month may bring, why, and what a pack’s sessions are worth', async () => {
    const { page, errors } = await openWindow();
    await signInAs(page, 'seller');
    await page.goto('/app/marketplace/seller');
    await settle(page);
    await page
      .getByText(/^\$[\d,.]+ – \$[\d,.]+$/)
      .first()
      .waitFor();
    await page.getByText('your sessions ÷ all sessions of the pack').waitFor();
    await expectSound(page);
    await tour(page, 'revenue');

    const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: packTitle }) });
    const share = /[\d.]+ %/.exec(await row.innerText())?.[0];
    // What contributing is worth is said of packs that the seller's product fits, and of no other.
    const worth = row.getByRole('cell').last();
    await worth.filter({ hasText: /^\$[\d,.]+ – \$[\d,.]+$/ }).waitFor();
    expect(await page.getByRole('row').filter({ hasText: 'ERP' }).count()).toBe(0);
    await row.getByRole('link').click();
    await page.getByText(`Your organisation contributes ${share} of the sessions of ${packTitle}`).waitFor();
    await page.getByText('Show as table').click();
    await page.getByRole('group', { name: 'Closed months: table' }).getByRole('table').waitFor();
    await expectSound(page);
    await page.goto('/app/marketplace/seller');
    await link(page, 'Choose packs').click();
    await page.getByRole('switch', { name: / in /, checked: true }).first().waitFor();
    expect(errors).toEqual([]);
  }, 180_000);

  test('follows a payout to its packs and sessions; page, CSV and PDF have the same totals', async () => {
    const { page, errors } = await openWindow();
    await signInAs(page, 'seller');
    await page.goto('/app/marketplace/payouts');
    await page.getByText('Your account can be paid').waitFor();
    const months = page.getByRole('table', { name: 'Closed months with earnings and payout' });
    const paid = months.getByRole('row').filter({ hasText: 'Paid' }).first();
    await paid.waitFor();
    await expectSound(page);
    await tour(page, 'payouts');
    await paid.getByRole('link').click();
    await heading(page, /^Payout for/).waitFor();
    await expectSound(page);
    await tour(page, 'payout-month');

    const sum = page.getByRole('table', { name: /^Opening balance/ }).getByRole('row');
    const amounts = await Promise.all((await sum.all()).map(amountIn));
    const payable = amounts.pop() ?? NaN;
    const [, shares] = amounts;
    expect(amounts.reduce((total, one) => total + one, 0)).toBe(payable);
    const lines = linesOf((await download(page, 'CSV')).toString());
    const inCsv = (name: string) => (lines.get(name) ?? []).reduce((total, one) => total + cents(one), 0);
    expect(inCsv('closing')).toBe(payable);
    const parts = ['opening', 'share', 'sale', 'adjustment', 'payout'];
    expect(parts.reduce((total, name) => total + inCsv(name), 0)).toBe(payable);
    expect(inCsv('share')).toBe(shares);
    const pdf = await download(page, 'PDF');
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(Buffer.compare(await download(page, 'PDF'), pdf)).toBe(0);

    // From the share to the sessions and the payments behind it.
    const share = page.getByRole('row').filter({ has: page.getByRole('link', { name: packTitle }) });
    const earned = await amountIn(share);
    await share.getByRole('link').click();
    await heading(page, new RegExp(`^${packTitle}, `)).waitFor();
    const [gross, fee, pool, own] = await Promise.all(
      (
        await page
          .getByRole('table', { name: /^Revenue, fee/ })
          .getByRole('row')
          .all()
      ).map(amountIn),
    );
    expect(own).toBe(earned);
    expect((gross ?? NaN) + (fee ?? NaN)).toBe(pool);
    const [, ours = '', all = ''] =
      /Your share: ([\d,]+) of ([\d,]+) sessions/.exec(await page.innerText('main')) ?? [];
    const exact = ((pool ?? NaN) * Number(ours.replace(',', ''))) / Number(all.replace(',', ''));
    expect(Math.abs((own ?? NaN) - exact)).toBeLessThan(1);
    await expectSound(page);
    expect(errors).toEqual([]);
  }, 180_000);
});

journey('Money that waits', () => {
  test('is paid once the seller has an account: review, missing papers, enabled; run, ledger, reconciliation', async () => {
    const { page, errors } = await openWindow();
    await page.request.post('/api/identity/sign-in', { data: cast });
    await page.request.post('/api/identity/active-org', { data: { orgId: waiting.orgId } });
    await page.goto('/app/marketplace/payouts');
    await page.getByText('Connect an account to be paid').waitFor();
    await expectSound(page);
    await page.getByLabel('Country of the organisation').selectOption('US');
    const states = [
      ['Connect with Stripe', 'Hand in documents that take time to check', 'Stripe is checking your account'],
      ['Look at Stripe', 'Hand in an unreadable document', 'Stripe needs more from you'],
      ['Complete at Stripe', 'Answer everything: the account is enabled', 'Your account can be paid'],
    ] as const;
    for (const [toStripe, answer, state] of states) {
      await page.getByRole('button', { name: toStripe }).click();
      await page.waitForURL(url => url.pathname.startsWith('/setup/e/'));
      await page.getByRole('button', { name: answer }).click();
      await page.waitForURL('**/app/marketplace/payouts');
      await page.getByText(state).waitFor();
      await expectSound(page);
    }

    await signInAs(page, 'admin');
    const run = page.getByRole('button', { name: 'Run payouts' });
    // The job that pays what waited may come first, or in between: then the plan is another one, or there is none.
    await until('a run pays what waited', async () => {
      await page.goto('/admin/money/payouts');
      await page.getByText('What a run for').waitFor();
      await settle(page);
      if (!(await run.isEnabled())) return true;
      const plan = page.getByRole('table', { name: /^Planned payouts/ });
      await plan.getByRole('row').filter({ hasText: waiting.name }).filter({ hasText: 'New' }).waitFor();
      await expectSound(page);
      await tour(page, 'payout-dry-run');
      await run.click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Reason').fill('Ember connected its account');
      await dialog.getByRole('button', { name: 'Run payouts' }).click();
      const isTaken = async () => (await dialog.count()) === 0;
      const isRefused = async () => (await dialog.getByRole('alert').count()) > 0;
      await until('the run is taken or refused', async () => (await isTaken()) || isRefused());
      return isTaken();
    });
    await page.goto('/admin/money/payouts?state=paid');
    const made = page
      .getByRole('table', { name: /^Payouts of every seller/ })
      .getByRole('row')
      .filter({ hasText: waiting.name });
    await until('the transfer is made', async () => {
      await page.reload();
      await settle(page);
      return (await made.count()) > 0;
    });
    expect(await made.count()).toBe(1);
    expect(await made.innerText()).toMatch(/\btr_\w+/);

    await page.goto('/admin/money/ledger');
    await page.getByText('Debits and credits are equal. $0.00').waitFor();
    await expectSound(page);
    await tour(page, 'ledger');
    await page.goto('/admin/money/reconciliation');
    await page.getByText('Stripe and the ledger agree to the cent.').waitFor();
    await page.getByText('Debits and credits are equal: In every currency').waitFor();
    expect(await page.getByText('Broken').count()).toBe(0);
    await expectSound(page);
    expect(errors).toEqual([]);
  }, 300_000);

  test('goes back by a refund in part; an event is processed again', async () => {
    const { page, errors } = await openWindow();
    await signInAs(page, 'admin');
    await page.goto('/admin/money/payments');
    await settle(page);
    await expectSound(page);
    const payment = page.getByRole('row').filter({ hasText: 'Northgate Capital' }).first();
    await payment.getByRole('button', { name: /^Refund/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Amount').fill('10.00');
    await dialog.getByLabel('Reason').fill('A day without the service');
    await dialog.getByRole('button', { name: 'Refund' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await payment.getByText('$10.00').waitFor();

    await page.goto('/admin/money/webhooks');
    await settle(page);
    await expectSound(page);
    await page
      .getByRole('button', { name: /^Replay/ })
      .first()
      .click();
    await page.getByText('was processed again').waitFor();
    await page.goto('/admin/money/ledger');
    await page.getByText('Debits and credits are equal. $0.00').waitFor();
    expect(errors).toEqual([]);
  }, 180_000);
});
