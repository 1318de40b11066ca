import autocannon from 'autocannon';
import { fork } from 'node:child_process';
import path from 'node:path';
import { startDemoPortal } from '../support/portal.mjs';

const browsers = 1000;
const seconds = 10;
const headers = { accept: 'text/html,application/json;q=0.9', 'accept-encoding': 'identity' };

/** Every browser opens the catalogue's page, its list and a pack, one after the other, without a pause to read. */
const visit = (baseUrl, packId) =>
  new Promise((resolve, reject) =>
    autocannon(
      {
        url: baseUrl,
        connections: browsers,
        duration: seconds,
        timeout: 10,
        requests: [
          { path: '/marketplace', headers },
          { path: '/v1/packs?vertical=B2B_CRM', headers },
          { path: `/v1/packs/${packId}`, headers },
        ],
      },
      (error, result) => (error ? reject(error) : resolve(result)),
    ),
  );

/** 1,000 concurrent browsers of the catalogue and pack pages, from one machine that also plays the browsers. */
export async function run() {
  const portal = await startDemoPortal({ NETCRAB_CONFIG_server__anonymousPerMinute: '100000000' });
  let ours;
  const sizes = [];
  try {
    const { items } = await (await fetch(`${portal.baseUrl}/v1/packs`)).json();
    const packId = items.find(item => item.rows > 0)?.id ?? items[0].id;
    for (const url of ['/marketplace', '/v1/packs?vertical=B2B_CRM', `/v1/packs/${packId}`]) {
      sizes.push((await (await fetch(portal.baseUrl + url, { headers })).arrayBuffer()).byteLength);
    }
    ours = await visit(portal.baseUrl, packId);
  } finally {
    await portal.stop();
  }
  const bare = fork(path.join(import.meta.dirname, 'bare.mjs'), sizes.map(String));
  const port = await new Promise(resolve => bare.once('message', resolve));
  const baseline = await visit(`http://127.0.0.1:${port}`, 'x');
  bare.kill();
  // Timeouts are among the errors that autocannon counts.
  const errors = ours.errors + ours.non2xx;
  if (errors > 0)
    console.log(
      `  ${ours.errors} errors, ${ours.timeouts} timeouts, ${ours.non2xx} other than 2xx; the baseline ${baseline.errors}`,
    );
  return [
    {
      figure: `${browsers} browsers of catalogue and pack pages, p99`,
      ours: `${ours.latency.p99} ms, ${Math.round(ours.requests.average)} req/s, ${errors} errors`,
      baseline: `express answering constants of these sizes ${baseline.latency.p99} ms, ${Math.round(baseline.requests.average)} req/s`,
      ratio: (ours.latency.p99 / baseline.latency.p99).toFixed(2),
      target: 'p99 < 1,000 ms, no errors',
      ok: ours.latency.p99 < 1000 && errors === 0,
    },
  ];
}
