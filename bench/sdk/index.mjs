import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { sizes } from '../../packages/web-sdk/scripts/check-size.mjs';
import { liveRow } from './live.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const script = path.join(root, 'packages/web-sdk/dist/netcrab.js');
const clicks = 1_000;
/** Each measures both pages; the median of them counts, so that a neighbour's burst does not. */
const rounds = 5;

const page = withSdk => `<!doctype html><title>bench</title>
<button id="answers">Answers</button><output></output>
<script>
  const output = document.querySelector('output');
  let count = 0;
  document.getElementById('answers').addEventListener('click', () => { output.textContent = String(++count); });
</script>
${withSdk ? `<script src="/netcrab.js"></script><script>netcrab.init({ingestKey: 'nc_ingest_bench', productId: 'bench', endpoint: location.origin});</script>` : ''}`;

/** Serves the page with and without the SDK, and takes its events. */
async function serve() {
  const server = createServer((request, response) => {
    if (request.method === 'POST') request.resume().on('end', () => response.writeHead(202).end('{}'));
    else if (request.url === '/netcrab.js')
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(readFileSync(script));
    else response.writeHead(200, { 'content-type': 'text/html' }).end(page(request.url === '/with'));
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${server.address().port}` };
}

/** CPU time of the main thread (ms) of a page while it is clicked a thousand times, as the browser itself counts it. */
async function cost(browser, url) {
  const context = await browser.newContext();
  try {
    const tab = await context.newPage();
    await tab.goto(url);
    const session = await context.newCDPSession(tab);
    // The thread's own time: what others do on the machine does not count.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const box = await tab.locator('#answers').boundingBox();
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2, button: 'left', clickCount: 1 };
    const busy = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
    };
    const before = await busy();
    for (let click = 0; click < clicks; click++) {
      await session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...at });
      await session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...at });
    }
    await tab.waitForFunction(
      wanted => document.querySelector('output').textContent === wanted,
      String(clicks),
    );
    if (url.endsWith('/with')) await tab.evaluate('netcrab.flush()');
    return (await busy()) - before;
  } finally {
    await context.close();
  }
}

const median = values => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** What the SDK adds to a page: bytes to load, work per thousand clicks, and how soon its owner sees one of them. */
export async function run() {
  const { server, url } = await serve();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
  });
  try {
    const measured = [];
    for (let round = 0; round < rounds; round++) {
      measured.push({
        baseline: await cost(browser, `${url}/without`),
        ours: await cost(browser, `${url}/with`),
      });
    }
    const ours = median(measured.map(one => one.ours));
    const baseline = median(measured.map(one => one.baseline));
    const added = median(measured.map(one => one.ours - one.baseline));
    return [
      ...sizes().map(([figure, size, limit]) => ({
        figure: `${figure}, min+gz`,
        ours: `${size.toFixed(2)} KiB`,
        baseline: 'no SDK, 0 KiB',
        ratio: (size / limit).toFixed(2),
        target: `≤ ${limit} KiB`,
        ok: size <= limit,
      })),
      {
        figure: 'SDK: main-thread CPU of 1,000 clicks that the page answers',
        ours: `${ours.toFixed(0)} ms, ${(added / clicks).toFixed(2)} ms more a click`,
        baseline: `the same page without it, ${baseline.toFixed(0)} ms`,
        ratio: (ours / baseline).toFixed(2),
        target: '≤ 1 ms more a click',
        ok: added <= clicks,
      },
      await liveRow(browser),
    ];
  } finally {
    await browser.close();
    server.close();
  }
}
