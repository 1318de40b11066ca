import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeBatches, post } from './load.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const batches = 8_000;

/** Starts a server on the second core alone; the load runs on the others. */
function onOneCore(args, env, ready) {
  const child = spawn('taskset', ['-c', '1', process.execPath, ...args], {
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

async function raw(folder) {
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
  const { child, value: port } = await onOneCore([file, path.join(folder, 'raw-log')], {}, (one, done) =>
    one.on('message', done),
  );
  try {
    return await post(`http://127.0.0.1:${port}/`, {}, makeBatches(batches));
  } finally {
    await stop(child);
  }
}

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
    return await post(
      `${baseUrl}/v1/events/batch`,
      { authorization: `Bearer ${secret}` },
      makeBatches(batches),
    );
  } finally {
    await stop(child);
  }
}

/** Durable ingest on one core, processing on: acknowledged events a second against node:http with the same log. */
export async function run() {
  const folder = mkdtempSync(path.join(tmpdir(), 'netcrab-bench-'));
  try {
    const baseline = await raw(folder);
    const ours = await portal(folder);
    const ratio = ours.eventsPerSecond / baseline.eventsPerSecond;
    const show = ({ eventsPerSecond, p99 }) =>
      `${Math.round(eventsPerSecond / 1000)}k events/s, p99 ${p99.toFixed(1)} ms`;
    return [
      {
        figure: 'durable ingest, batches of 50, one core',
        ours: show(ours),
        baseline: `node:http with the same log, ${show(baseline)}`,
        ratio: ratio.toFixed(2),
        target: '≥ 0.5, p99 ≤ 30 ms',
        ok: ratio >= 0.5 && ours.p99 <= 30,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
