import type { Page } from 'playwright-core';
import { closeBrowser, journey, openWindow } from './support/browser';
import { flush, named, startRecording, type Recording } from './support/sdk/recording';
import { secrets } from './support/sdk/site';

let recording: Recording;
const arrived: Recording['arrived'] = (...args) => recording.arrived(...args);
async function visit(head: string, path = '/'): Promise<Page> {
  const { page } = await openWindow();
  recording.site.show({ head });
  await page.goto(recording.site.origin + path);
  return page;
}

/** Everything that somebody may do on the page, with secrets wherever something can be typed, chosen or read. */
async function useEverything(page: Page): Promise<void> {
  await page.fill('#text', secrets.typedText);
  await page.locator('#password').pressSequentially(secrets.typedPassword);
  await page.locator('#area').pressSequentially(secrets.typedArea);
  await page.locator('#editor').pressSequentially(secrets.typedEditor);
  await page.locator('#preset').press('End');
  await page.locator('#preset').press('x');
  await page.locator('#select').press('ArrowDown');
  await page.click('#agreeLabel');
  await page.click('#submit');
  for (const id of [
    'list',
    'hash',
    'plain',
    'fast',
    'slow',
    'breaks',
    'rejects',
    'card',
    'ignored',
    'masked',
  ])
    await page.click(`#${id}`);
  await page.fill('#ignoredField', secrets.typedText);
  await page.evaluate(`scrollTo(0, 9e9)`);
  await page.evaluate(given => {
    const { netcrab } = window as unknown as { netcrab: Record<string, (...args: unknown[]) => void> };
    localStorage.setItem('theirs', given.storedValue);
    netcrab.setUser!(given.user);
    netcrab.track!('exported', {
      rows: 12,
      email: given.user,
      note: given.extraValue,
      contact: given.extraValue,
    });
    netcrab.captureError!(new Error(given.errorMessage), { attempt: 2 });
  }, secrets);
}

journey('The web SDK in a browser', () => {
  beforeAll(async () => {
    recording = await startRecording();
  });
  afterAll(async () => {
    await closeBrowser();
    await recording.stop();
  });
  beforeEach(() => recording.network.clear());

  test('tells what happened, and the portal finds what went wrong', async () => {
    const page = await visit(recording.head());
    await page.evaluate(`netcrab.startTask('place_order', {items: 3})`);
    await page.click('#fast');
    await page.click('#slow');
    await page.waitForFunction(() => document.getElementById('out-put')?.textContent?.startsWith('slow'));
    await page.click('#dead');
    await arrived('the dead click', event => event.eventType === 'click' && event.responseMs === undefined);
    await page.click('#raging', { clickCount: 4, delay: 20 });
    await page.click('#breaks');
    await page.evaluate(`netcrab.completeTask('place_order')`);
    await page.click('#list');
    await page.fill('#text', 'four');
    await page.goBack();
    await page.close();
    await arrived('the way back', event => event.eventType === 'navigation', 3);

    const clicks = recording.network.acknowledged().filter(event => event.eventType === 'click');
    expect(clicks.map(click => click.elementType)).toEqual(expect.arrayContaining(['button', 'a']));
    const waits = clicks.flatMap(click =>
      click.responseMs === undefined ? [] : [click.responseMs as number],
    );
    expect(Math.min(...waits)).toBeLessThan(100);
    expect(waits.some(ms => ms >= 850 && ms < 2_500)).toBe(true);
    const incidents = await recording.rows<{ kind: string; n: number }>(
      `SELECT kind, count(*)::INTEGER AS n FROM fact_incidents WHERE product_id = 'shop' GROUP BY kind`,
    );
    expect(Object.fromEntries(incidents.map(({ kind, n }) => [kind, n]))).toEqual({
      rage_click: 1,
      dead_click: 1,
      error_click: 1,
      backtrack: 1,
      form_abandonment: 1,
    });
    expect(
      await recording.rows(
        `SELECT task_type, success, version_tag FROM fact_task_runs WHERE product_id = 'shop'`,
      ),
    ).toEqual([{ task_type: 'place_order', success: true, version_tag: '1.2.0' }]);
    expect(
      recording.network.travelled.filter(one => one.method === 'POST').map(one => one.status),
    ).not.toContain(400);
  }, 120_000);

  test('lets nothing out that was typed, chosen, read or known', async () => {
    const page = await visit(
      recording.head(`mask: {elements: '.private'}`),
      `/start?q=${secrets.typedQuery}#${secrets.typedQuery}`,
    );
    const others: string[] = [];
    page.on('request', request => {
      if (!request.url().startsWith(recording.site.origin)) others.push(new URL(request.url()).origin);
    });
    await useEverything(page);
    await flush(page);
    await arrived('the error', named('error'));
    await page.close();
    await arrived('all clicks', event => event.eventType === 'click', 8);

    const everything = recording.network.travelled.map(one => one.text).join('\n');
    expect(recording.network.travelled.some(one => one.packed)).toBe(true);
    for (const secret of Object.values(secrets)) expect(everything).not.toContain(secret);
    // Nor their parts, whatever became of them on the way.
    for (const secret of Object.values(secrets)) {
      expect(everything.toLowerCase()).not.toContain(/^[a-z]+/i.exec(secret)![0].toLowerCase());
    }
    expect(new Set(others)).toEqual(new Set([recording.network.url]));
    const events = recording.network.acknowledged();
    // Those that may be seen at all were.
    expect(new Set(events.map(event => event.elementType).filter(Boolean))).toEqual(
      new Set(['a', 'button', 'div', 'form', 'input:checkbox', 'input:text', 'select', 'unknown:p']),
    );
    expect(events.filter(named('exported')).map(event => event.extra)).toEqual([{ rows: 12 }]);
    expect(new Set(events.map(event => event.screenId))).toEqual(
      new Set(['/start', '/orders/:id', '/orders/:id#/settings/profile']),
    );
  }, 120_000);
});
