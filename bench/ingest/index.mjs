import { build } from 'esbuild';
import { fork, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
/** Each measures both servers; the median of them counts, so that a neighbour's burst does not. */
const rounds = 3;
const serverCore = '1';
const otherCores = cpus()
  .map((_, core) => String(core))
  .filter(core => core !== serverCore)
  .join(',');

const pinned = cores => ({
  execPath: 'taskset',
  execArgv: ['-c', cores, process.execPath],
});

/** Starts a server on one core alone; the load runs on the others. */
function onOneCore(args, env, ready) {
  const child = spawn('taskset', ['-c', serverCore, process.execPath, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.on('exit', code => reject(new Error(`a server ended with ${code}`)));
    ready(child, value => resolve({ child, value }));
  });
}

const stop = child =>
  new Promise(resolve => {
    child.removeAllListeners('exit');
    child.on('exit', resolve);
    child.kill('SIGTERM');
  });

/** Events a second and the 99th percentile in ms of a server that has run warm. */
function load(url, headers) {
  const child = fork(path.join(import.meta.dirname, 'load.mjs'), [], pinned(otherCores));
  return new Promise((resolve, reject) => {
    child.on('message', resolve);
    child.on('exit', code => reject(new Error(`the load ended with ${code}`)));
    child.send({ url, headers });
  });
}

const raw = looks => async folder => {
  const file = path.join(folder, 'raw.mjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'raw.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  });
  const { child, value: port } = await onOneCore(
    [file, path.join(folder, 'raw-log'), looks],
    {},
    (one, done) => one.on('message', done),
  );
  try {
    return await load(`http://127.0.0.1:${port}/`, {});
  } finally {
    await stop(child);
  }
};

async function portal(folder) {
  const dataDir = path.join(folder, 'data');
  const env = {
    NETCRAB_CONFIG_dataDir: dataDir,
    NETCRAB_CONFIG_plugins__demo: 'false',
    NETCRAB_CONFIG_log__level: 'error',
  };
  const { child } = await onOneCore(['scripts/start.mjs', '--port', '0'], env, (one, done) =>
    one.stdout.on('data', chunk => String(chunk).includes('is ready at') && done()),
  );
  try {
    const { baseUrl } = JSON.parse(readFileSync(path.join(dataDir, 'portal.json'), 'utf8'));
    const operator = {
      authorization: `Bearer ${readFileSync(path.join(dataDir, 'operator.token'), 'utf8')}`,
      'content-type': 'application/json',
    };
    const call = async (method, url, body) => {
      const response = await fetch(baseUrl + url, { method, headers: operator, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
      return response.json();
    };
    await call('POST', '/api/identity/orgs', { id: 'bench', name: 'Bench', kind: 'seller' });
    await call('PUT', '/api/telemetry/admin/orgs/bench/products/bench', {
      name: 'Bench',
      vertical: 'CUSTOM',
    });
    const { secret } = await call('POST', '/api/telemetry/admin/orgs/bench/ingest-keys', { label: 'bench' });
    return await load(`${baseUrl}/v1/events/batch`, { authorization: `Bearer ${secret}` });
  } finally {
    await stop(child);
  }
}

async function inFolder(measure) {
  const folder = mkdtempSync(path.join(tmpdir(), 'netcrab-bench-'));
  try {
    return await measure(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const median = values => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const show = measured => {
  const eventsPerSecond = median(measured.map(one => one.eventsPerSecond));
  const p99 = median(measured.map(one => one.p99));
  return `${Math.round(eventsPerSecond / 1000)}k events/s, p99 ${p99.toFixed(1)} ms`;
};

/** Durable ingest on one core, processing on: acknowledged events a second against node:http with the same log. */
export async function run() {
  const measured = [];
  for (let round = 0; round < rounds; round++) {
    measured.push({
      baseline: await inFolder(raw('blind')),
      parsing: await inFolder(raw('parse')),
      ours: await inFolder(portal),
    });
  }
  const ratio = median(measured.map(({ baseline, ours }) => ours.eventsPerSecond / baseline.eventsPerSecond));
  return [
    {
      figure: 'durable ingest, batches of 50, one core',
      ours: show(measured.map(({ ours }) => ours)),
      baseline: `node:http that appends unseen bytes to the same log, ${show(measured.map(({ baseline }) => baseline))}; parsing their JSON, ${show(measured.map(({ parsing }) => parsing))}`,
      ratio: ratio.toFixed(2),
      target: '≥ 0.5, p99 ≤ 30 ms',
      ok: ratio >= 0.5 && median(measured.map(({ ours }) => ours.p99)) <= 30,
    },
  ];
}
