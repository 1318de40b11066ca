import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { startDemoPortal } from '../support/portal.mjs';

const browsers = 1000;
const rampMs = 2000;
const seconds = 10;
const headers = { accept: 'text/html,application/json;q=0.9', 'accept-encoding': 'identity' };

const start = async (file, ...args) => {
  const child = fork(path.join(import.meta.dirname, file), args);
  const [answer] = await once(child, 'message');
  return { child, answer };
};

/** Every browser opens the catalogue's page, its list and a pack, one after the other, without a pause to read. */
async function visit(baseUrl, paths) {
  const port = Number(new URL(baseUrl).port);
  const { answer } = await start(
    'browsers.mjs',
    JSON.stringify({ port, paths, browsers, rampMs, seconds, headers }),
  );
  return { ...answer, perSecond: Math.round(answer.answers / seconds) };
}

const figures = ({ p99, perSecond }) => `${p99.toFixed(0)} ms, ${perSecond} req/s`;
const broken = ({ errors }) => Object.values(errors).reduce((sum, count) => sum + count, 0);

/** 1,000 concurrent browsers of the catalogue and pack pages, from one machine that also plays the browsers. */
export async function run() {
  const portal = await startDemoPortal({ NETCRAB_CONFIG_server__anonymousPerMinute: '100000000' });
  let ours;
  const sizes = [];
  try {
    const { items } = await (await fetch(`${portal.baseUrl}/v1/packs`)).json();
    const packId = items.find(item => item.rows > 0)?.id ?? items[0].id;
    const paths = ['/marketplace', '/v1/packs?vertical=B2B_CRM', `/v1/packs/${packId}`];
    for (const url of paths) {
      sizes.push((await (await fetch(portal.baseUrl + url, { headers })).arrayBuffer()).byteLength);
    }
    ours = await visit(portal.baseUrl, paths);
  } finally {
    await portal.stop();
  }
  const bare = await start('bare.mjs', ...sizes.map(String));
  const baseline = await visit(`http://127.0.0.1:${bare.answer}`, [
    '/marketplace',
    '/v1/packs',
    '/v1/packs/x',
  ]);
  bare.child.kill();
  const errors = broken(ours);
  if (errors > 0) console.log('  broken conversations:', ours.errors, 'of the baseline:', baseline.errors);
  return [
    {
      figure: `${browsers} browsers of catalogue and pack pages, p99`,
      ours: `${figures(ours)}, ${errors} errors`,
      baseline: `express answering constants of these sizes ${figures(baseline)}, ${broken(baseline)} errors`,
      ratio: (ours.p99 / baseline.p99).toFixed(2),
      target: 'p99 < 1,000 ms, no errors',
      ok: ours.p99 < 1000 && errors === 0,
    },
  ];
}
