import type { BrowserContext, Page } from 'playwright-core';
import { closeBrowser, journey, openWindow } from './support/browser';
import { flush, named, startRecording, type Recording } from './support/sdk/recording';
import { until } from './support/until';

let recording: Recording;

async function visit(): Promise<{ context: BrowserContext; page: Page }> {
  recording.site.show({ head: recording.head() });
  const window = await openWindow();
  await window.page.goto(recording.site.origin);
  return window;
}

/** Events of their own, told apart by a number. */
const tell = (page: Page, from: number, to: number) =>
  page.evaluate(
    ([first, last]) => {
      const { netcrab } = window as unknown as { netcrab: { track(name: string, extra: object): void } };
      for (let n = first!; n < last!; n++) netcrab.track('counted', { n });
    },
    [from, to],
  );

/** Numbers of those the portal has, each once. */
async function counted(): Promise<number[]> {
  const rows = await recording.rows<{ n: number }>(
    `SELECT (extra->>'n')::INTEGER AS n FROM events_raw WHERE name = 'counted' ORDER BY n`,
  );
  return rows.map(({ n }) => n);
}
/** Numbers of those that were acknowledged. */
const acknowledged = (): unknown[] =>
  recording.network
    .acknowledged()
    .filter(named('counted'))
    .map(event => (event.extra as { n: number }).n);
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

journey('The web SDK while the portal cannot be reached', () => {
  beforeEach(async () => {
    recording = await startRecording();
  });
  afterEach(() => recording.stop());
  afterAll(closeBrowser);

  test('loses nothing through an outage, reloads, and a page that closes in it', async () => {
    const { context, page } = await visit();
    await tell(page, 0, 15);
    await recording.arrived('those before', named('counted'), 15);
    recording.network.fault = 'cut';
    await tell(page, 15, 180);
    await flush(page);
    await page.reload();
    await tell(page, 180, 200);
    await page.close();

    recording.network.fault = null;
    const back = await context.newPage();
    await back.goto(recording.site.origin);
    await tell(back, 200, 205);
    await flush(back);
    await until('all are there', async () => new Set(acknowledged()).size === 205);
    expect(await counted()).toEqual(upTo(205));
  }, 120_000);

  test('sends by itself when the device is online again', async () => {
    const { context, page } = await visit();
    await tell(page, 0, 12);
    await recording.arrived('those before', named('counted'), 12);
    await context.setOffline(true);
    await tell(page, 12, 60);
    await flush(page);
    await context.setOffline(false);
    await recording.arrived('those of the time between', named('counted'), 60);
    expect(await counted()).toEqual(upTo(60));
  }, 120_000);

  test('comes again when it is asked to, and not before', async () => {
    const { page } = await visit();
    await flush(page);
    recording.network.fault = {
      status: 429,
      headers: { 'retry-after': '3', 'access-control-expose-headers': '*' },
    };
    await tell(page, 0, 12);
    await until('it is refused', async () => recording.network.travelled.some(one => one.status === 429));
    const asked = Date.now();
    recording.network.fault = null;
    await recording.arrived('all', named('counted'), 12);
    expect(Date.now() - asked).toBeGreaterThan(2_800);
    expect(recording.network.travelled.filter(one => one.status === 429)).toHaveLength(1);
  }, 120_000);

  test('gives up what can never be taken, counts it, and goes on', async () => {
    const { page } = await visit();
    await flush(page);
    recording.network.fault = { status: 400 };
    await tell(page, 0, 10);
    await until('it is refused', async () => recording.network.travelled.some(one => one.status === 400));
    recording.network.fault = null;
    await tell(page, 10, 20);
    await recording.arrived('the next', named('counted'), 10);
    await flush(page);
    const [dropped] = await recording.arrived('the count', named('events_dropped'));
    expect(dropped?.extra).toEqual({ refused: 10 });
    expect(await counted()).toEqual(upTo(20).slice(10));
  }, 120_000);

  test('falls silent where its key is not allowed', async () => {
    const { page } = await visit();
    await flush(page);
    recording.network.fault = { status: 403 };
    await tell(page, 0, 10);
    await until('it is refused', async () => recording.network.travelled.some(one => one.status === 403));
    recording.network.clear();
    await tell(page, 10, 40);
    await page.click('#fast');
    await flush(page);
    expect(recording.network.travelled).toEqual([]);
    // A key that was mended brings what waited.
    await page.reload();
    await recording.arrived('what waited', named('counted'), 40);
    expect(await counted()).toEqual(upTo(40));
  }, 120_000);

  test('is read to the end when its tab closes between two batches', async () => {
    const { page } = await visit();
    await flush(page);
    await tell(page, 0, 7);
    await page.click('#fast');
    await page.close();
    await recording.arrived('the last', named('counted'), 7);
    await recording.arrived('the click', event => event.eventType === 'click');
  }, 120_000);
});
