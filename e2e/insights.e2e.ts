import {
  accessibilityProblems,
  closeBrowser,
  journey,
  looks,
  openWindow,
  overflow,
  settle,
  signInAs,
  tour,
  wear,
} from './support/browser';

afterAll(closeBrowser);

journey('A product team', () => {
  test('sees friction, follows a Crab Note to its evidence, drills into sessions and judges it', async () => {
    const { context, page, errors } = await openWindow();
    await signInAs(page, 'seller');
    await page.goto('/app/insights');
    await settle(page);
    await tour(page, 'insights');

    const figures = page.getByRole('list', { name: 'Key figures' });
    await figures.locator('dd').first().locator('span span').first().hover();
    await page
      .getByRole('tooltip')
      .getByText(/mean frustration/)
      .waitFor();

    // The release that made saving a call fail stands out, with its evidence one click away.
    await page.getByRole('link', { name: 'Crab Notes' }).first().click();
    await settle(page);
    const note = page.getByRole('article', { name: /contact-timeline/ }).first();
    const rate = await note.getByText(/% of [\d,]+ sessions/).innerText();
    const shown = /in (\d+ %)/.exec(rate)?.[1] ?? '';
    await note.getByRole('link', { name: 'Sessions with errors' }).click();
    await page.getByRole('heading', { level: 1, name: 'contact-timeline' }).waitFor();
    await settle(page);
    expect(await page.getByRole('list', { name: 'What sessions met here' }).innerText()).toContain(shown);
    await page.locator('summary', { hasText: 'frustration' }).first().click();
    await page
      .getByText(/Errors \d/)
      .first()
      .waitFor();

    await page.goBack();
    await settle(page);
    await note.getByRole('button', { name: 'Accept' }).click();
    await page.getByText('Note: Accepted').waitFor();
    await page.getByRole('button', { name: 'Take back' }).click();
    await note.waitFor();
    expect(errors).toEqual([]);
    await context.close();
  }, 180_000);

  test('walks the flow by keyboard, narrows it, and finds the narrowed view behind its address', async () => {
    const { context, page, errors } = await openWindow();
    await signInAs(page, 'seller');
    await page.goto('/app/insights/flows');
    await settle(page);
    await page
      .getByRole('button', { name: /^Step 1:/ })
      .first()
      .focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^Step 2:/ }).waitFor();
    await tour(page, 'flows');
    await page.getByRole('combobox', { name: 'Device' }).click();
    await page.getByRole('option', { name: 'mobile' }).click();
    await page.waitForURL(/device=mobile/);
    await page.goto(page.url());
    await settle(page);
    expect(await page.getByRole('combobox', { name: 'Device' }).innerText()).toBe('mobile');
    await page.getByText('Show as table').first().click();
    await page.getByRole('rowheader', { name: /^1\. / }).first().waitFor();
    for (const look of looks) {
      await wear(page, look);
      expect(await overflow(page)).toBe(0);
      expect(await accessibilityProblems(page)).toEqual([]);
    }
    expect(errors).toEqual([]);
    await context.close();
  }, 180_000);

  test('compares two releases and keeps a segment', async () => {
    const { context, page, errors } = await openWindow();
    await signInAs(page, 'seller');
    await page.goto('/app/insights/releases?a=3.1.0&b=3.2.0');
    await settle(page);
    await page.getByRole('columnheader', { name: 'Friction' }).waitFor();
    await tour(page, 'releases');
    await page.goto('/app/insights/segments?device=mobile');
    await settle(page);
    await page.getByRole('button', { name: 'Save these filters' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Phones');
    await dialog.getByRole('button', { name: 'Save these filters' }).click();
    await page.getByRole('link', { name: 'Phones' }).click();
    await page.waitForURL(/\/app\/insights\?device=mobile/);
    await page.goto('/app/insights/segments');
    await page.getByRole('button', { name: 'Remove Phones' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('No segment saved yet.').waitFor();
    expect(errors).toEqual([]);
    await context.close();
  }, 180_000);
});
