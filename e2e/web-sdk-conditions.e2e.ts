import type { Page } from 'playwright-core';
import { closeBrowser, journey, openWindow } from './support/browser';
import { flush, named, startRecording, type Recording } from './support/sdk/recording';
import type { Visit } from './support/sdk/site';

let recording: Recording;

async function visit(shown: Visit, prepare: (tab: Page) => Promise<unknown> = async () => undefined) {
  recording.site.show(shown);
  const { page, errors } = await openWindow();
  await prepare(page);
  await page.goto(recording.site.origin);
  await page.locator('#fast').waitFor();
  return { page, errors };
}

/** Everything by attributes: nothing inline. */
const tag = () =>
  `<script src="/netcrab.js" data-ingest-key="${recording.key}" data-product-id="shop" data-endpoint="${recording.network.url}"></script>`;

journey('The web SDK in pages that make it hard', () => {
  beforeAll(async () => {
    recording = await startRecording();
  });
  beforeEach(() => recording.network.clear());
  afterAll(async () => {
    await closeBrowser();
    await recording.stop();
  });

  test('records where all storage is blocked', async () => {
    const { page, errors } = await visit({ head: recording.head() }, async tab => {
      await tab.addInitScript(() => {
        for (const name of ['indexedDB', 'localStorage', 'sessionStorage']) {
          Object.defineProperty(window, name, {
            get() {
              throw new DOMException('blocked', 'SecurityError');
            },
          });
        }
      });
    });
    recording.network.fault = 'cut';
    await page.click('#fast');
    await flush(page);
    recording.network.fault = null;
    await recording.arrived('the click, after an outage', event => event.eventType === 'click');
    expect(new Set(recording.network.acknowledged().map(event => event.sessionId)).size).toBe(1);
    expect(errors).toEqual([]);
  }, 120_000);

  test('records under a policy without inline scripts', async () => {
    const policy = `default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src ${recording.network.url}`;
    const { page, errors } = await visit({ head: tag(), headers: { 'content-security-policy': policy } });
    await page.click('#fast');
    await page.close();
    await recording.arrived('the click', event => event.eventType === 'click');
    expect(errors).toEqual([]);
  }, 120_000);

  test('leaves a page at work whose policy does not let it send', async () => {
    const policy = `default-src 'none'; script-src 'self'; style-src 'unsafe-inline'`;
    const { page } = await visit({ head: tag(), headers: { 'content-security-policy': policy } });
    await page.click('#fast');
    expect(await page.textContent('#out-put')).toMatch(/^fast/);
    expect(recording.network.travelled).toEqual([]);
  }, 120_000);

  test('keeps calls made before the script came', async () => {
    const stub = `<script>
      window.netcrab = {q: []};
      'init startTask completeTask track captureError setUser optOut'.split(' ').forEach(function (call) {
        netcrab[call] = function () { netcrab.q.push([call, arguments]); };
      });
      netcrab.init({ingestKey: '${recording.key}', productId: 'shop', endpoint: '${recording.network.url}'});
      netcrab.track('early', {n: 1});</script><script src="/netcrab.js" async></script>`;
    await visit({ head: stub });
    const [early] = await recording.arrived('the early call', named('early'));
    expect(early?.extra).toEqual({ n: 1 });
  }, 120_000);

  test.each(['globalPrivacyControl', 'doNotTrack'])(
    'leaves no trace where %s is on',
    async signal => {
      const { page } = await visit({ head: recording.head() }, tab =>
        tab.addInitScript(name => {
          Object.defineProperty(navigator, name, { get: () => (name === 'doNotTrack' ? '1' : true) });
        }, signal),
      );
      await page.click('#fast');
      await page.evaluate(`netcrab.track('one')`);
      await flush(page);
      expect(await page.evaluate(`localStorage.length + sessionStorage.length`)).toBe(0);
      expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
      expect(recording.network.travelled).toEqual([]);
    },
    120_000,
  );

  test('never holds the page up for 50 ms, in hundreds of clicks and with a backlog', async () => {
    const { page } = await visit({ head: recording.head() }, tab =>
      tab.addInitScript(() => {
        const page = globalThis as unknown as { longest: number };
        page.longest = 0;
        new PerformanceObserver(list => {
          for (const { duration } of list.getEntries()) page.longest = Math.max(page.longest, duration);
        }).observe({ type: 'longtask', buffered: true });
      }),
    );
    await flush(page);
    const before = await page.evaluate<number>('longest');
    recording.network.fault = 'cut';
    await page.evaluate(async () => {
      const { netcrab } = window as unknown as { netcrab: { track(name: string, extra: object): void } };
      for (let n = 0; n < 600; n++) {
        netcrab.track('counted', { n });
        if (n % 20 === 0) await new Promise(resolve => setTimeout(resolve));
      }
    });
    for (let n = 0; n < 60; n++) await page.click(n % 2 ? '#fast' : '#dead', { noWaitAfter: true });
    recording.network.fault = null;
    await page.evaluate(`dispatchEvent(new Event('online'))`);
    await recording.arrived('the backlog', named('counted'), 600);
    // Loading the page itself may take longer; recording in it does not.
    expect(await page.evaluate<number>('longest')).toBeLessThanOrEqual(Math.max(before, 50));
  }, 120_000);
});
