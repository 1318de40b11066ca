import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { bundleProgram } from '../support/bundle.mjs';
import { load } from './load.mjs';
import { packId, query } from './pack.mjs';

const here = import.meta.dirname;
const ports = { portal: '7160', express: '7161' };
const connections = 32;
const seconds = 3;
const rounds = 3;

async function start(file, env) {
  const server = fork(file, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [ready] = await Promise.race([
    once(server, 'message'),
    once(server, 'exit').then(([code]) =>
      Promise.reject(new Error(`${path.basename(file)} ended with ${code}`)),
    ),
  ]);
  return {
    ready,
    /** Seconds of processor time used so far. */
    async cpu() {
      server.send('cpu');
      const [{ user, system }] = await once(server, 'message');
      return (user + system) / 1e6;
    },
    async stop() {
      const gone = once(server, 'exit');
      server.send('stop');
      await gone;
    },
  };
}

const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Queries of a pack of a million rows, by key, limited and counted, against what they replace. */
export async function run() {
  const portal = await start(await bundleProgram(path.join(here, 'portalServer.ts'), 'queries'), {
    PORT: ports.portal,
  });
  const { baseUrl, key, path: snapshot } = portal.ready;
  const authorization = `Bearer ${key}`;
  const address = (n, rows) =>
    `/v1/packs/${packId}/data?limit=${rows}&${new URLSearchParams(query(n, rows))}`;
  const sample = await fetch(baseUrl + address(0, 60), { headers: { authorization } });
  const bytes = (await sample.arrayBuffer()).byteLength;
  if (sample.headers.get('x-row-count') !== '60') throw new Error(`60 rows were expected: ${sample.status}`);
  const express = await start(path.join(here, 'expressServer.mjs'), {
    PORT: ports.express,
    SNAPSHOT: snapshot,
    CONSTANT_BYTES: String(bytes),
    NODE_ENV: 'production',
  });
  /** Requests a second of the server's processor time: what it answers on a core of its own, however busy this machine is. */
  const ask = async (server, port, next, headers) => {
    const before = await server.cpu();
    const answered = await load({ port: Number(port), connections, seconds, next, headers });
    return answered / ((await server.cpu()) - before);
  };
  let n = 1;
  try {
    const series = { constant: [], repeated: [], distinct: [], objects: [], thousand: [] };
    for (let round = 0; round < rounds; round += 1) {
      // In turn, so that a machine that slows down slows all of them.
      series.constant.push(await ask(express, ports.express, () => '/constant'));
      series.repeated.push(await ask(portal, ports.portal, () => address(0, 60), { authorization }));
      series.distinct.push(await ask(portal, ports.portal, () => address(n++, 60), { authorization }));
      series.objects.push(
        await ask(express, ports.express, () => `/rows?limit=1000&${new URLSearchParams(query(n++, 1000))}`),
      );
      series.thousand.push(await ask(portal, ports.portal, () => address(n++, 1000), { authorization }));
    }
    const rate = Object.fromEntries(Object.entries(series).map(([name, values]) => [name, median(values)]));
    const row = (figure, ours, baseline, baselineName, least) => {
      const ratio = rate[ours] / rate[baseline];
      return {
        figure,
        ours: `${rate[ours].toFixed(0)} requests per CPU second`,
        baseline: `${baselineName} ${rate[baseline].toFixed(0)}`,
        ratio: ratio.toFixed(2),
        target: `≥ ${least}`,
        ok: ratio >= least,
      };
    };
    const constant = `bare express, a constant of ${bytes} bytes:`;
    const objects = 'bare express, .all() and res.json of the same rows:';
    return [
      row('60 rows of a 1M-row pack, repeated', 'repeated', 'constant', constant, 2.5),
      row('60 rows of a 1M-row pack, each query distinct', 'distinct', 'constant', constant, 0.25),
      row('1,000 rows of a 1M-row pack, distinct', 'thousand', 'objects', objects, 3),
    ];
  } finally {
    await express.stop();
    await portal.stop();
  }
}

if (process.argv[1] === import.meta.filename) console.table(await run());
