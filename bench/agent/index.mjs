import { build } from 'esbuild';
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fill } from './fill.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const daySpoolBytes = 1_000_000_000;
const rounds = 3;
const serverCore = '1';
const otherCores = cpus()
  .map((_, core) => String(core))
  .filter(core => core !== serverCore)
  .join(',');
const pinned = cores => ({ execPath: 'taskset', execArgv: ['-c', cores, process.execPath] });
const median = values => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const megabytes = bytes => `${Math.round(bytes / 1e6)} MB`;

async function inFolder(measure) {
  const folder = mkdtempSync(path.join(tmpdir(), 'netcrab-bench-'));
  try {
    return await measure(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const onOneCore = (args, options = {}) =>
  spawn('taskset', ['-c', serverCore, process.execPath, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit', ...(options.ipc ? ['ipc'] : [])],
    env: { ...process.env, NETCRAB_INGEST_KEY: 'nc_ingest_bench' },
  });
async function stop(child) {
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** Events a second and the 99th percentile in ms, of a server that has run warm: 8,000 batches of 50 events. */
async function load(url) {
  const child = fork(path.join(root, 'bench/ingest/load.mjs'), [], pinned(otherCores));
  child.send({ url, headers: {} });
  const [measured] = await once(child, 'message');
  return measured;
}

async function startCloud() {
  const child = fork(path.join(import.meta.dirname, 'cloud.mjs'), [], pinned(otherCores));
  const [{ port }] = await once(child, 'message');
  return {
    url: `http://127.0.0.1:${port}`,
    async ask(message) {
      child.send(message);
      const [{ taken }] = await once(child, 'message');
      return taken;
    },
    stop: () => stop(child),
  };
}

async function startAgent(folder, endpoint) {
  const config = path.join(folder, 'agent.yaml');
  writeFileSync(
    config,
    `orgId: bench
listen: { port: 0, open: true }
cloud: { endpoint: '${endpoint}' }
spool: { folder: '${path.join(folder, 'spool')}', maxSize: 4 GB }
`,
  );
  const child = onOneCore([path.join(root, 'packages/agent/dist/agent.mjs'), '--config', config]);
  for await (const line of createInterface(child.stdout)) {
    const { url } = JSON.parse(line);
    if (url) return { child, url };
  }
  throw new Error('The agent did not start.');
}

async function startRaw(folder, looks) {
  const file = path.join(folder, 'raw.mjs');
  await build({
    entryPoints: [path.join(root, 'bench/ingest/raw.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  });
  const child = onOneCore([file, path.join(folder, 'log'), looks], { ipc: true });
  const [port] = await once(child, 'message');
  return { child, url: `http://127.0.0.1:${port}` };
}

/** The most memory a process has held since the last time, in bytes. */
function peakOf({ pid }) {
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  return Number(kilobytes) * 1024;
}

const agentIn = () =>
  inFolder(async folder => {
    const cloud = await startCloud();
    const { child, url } = await startAgent(folder, cloud.url);
    try {
      return await load(`${url}/v1/events/batch`);
    } finally {
      await stop(child);
      await cloud.stop();
    }
  });
const rawIn = looks =>
  inFolder(async folder => {
    const { child, url } = await startRaw(folder, looks);
    try {
      return await load(url);
    } finally {
      await stop(child);
    }
  });

/** Fills the spool with a day's events while the cloud is away, then lets it come back. */
const day = () =>
  inFolder(async folder => {
    const cloud = await startCloud();
    const { child, url } = await startAgent(folder, cloud.url);
    const pending = async () => (await (await fetch(`${url}/healthz`)).json()).spool.pendingBytes;
    try {
      const idle = peakOf(child);
      await fill(url, daySpoolBytes);
      const filling = peakOf(child);
      const bytes = await pending();
      await cloud.ask('come back');
      // It may wait up to a minute before the next try.
      while ((await pending()) === bytes) await wait(50);
      const from = performance.now();
      while ((await pending()) > 0) await wait(200);
      const seconds = (performance.now() - from) / 1000;
      return { idle, filling, draining: peakOf(child), bytes, seconds, events: await cloud.ask('taken') };
    } finally {
      await stop(child);
      await cloud.stop();
    }
  });
const rawPeak = () =>
  inFolder(async folder => {
    const { child, url } = await startRaw(folder, 'parse');
    try {
      await load(url);
      return peakOf(child);
    } finally {
      await stop(child);
    }
  });

const show = measured =>
  `${Math.round(median(measured.map(one => one.eventsPerSecond)) / 1000)}k events/s, p99 ${median(measured.map(one => one.p99)).toFixed(1)} ms`;

/** What the agent takes durably on one core, and what memory a day without the cloud costs it. */
export async function run() {
  const measured = [];
  for (let round = 0; round < rounds; round++)
    measured.push({ parse: await rawIn('parse'), blind: await rawIn('blind'), ours: await agentIn() });
  const ratio = median(measured.map(({ parse, ours }) => ours.eventsPerSecond / parse.eventsPerSecond));
  const spool = await day();
  const raw = await rawPeak();
  const peak = Math.max(spool.filling, spool.draining);
  return [
    {
      figure: 'agent: events taken durably, rules applied, batches of 50, one core',
      ours: show(measured.map(({ ours }) => ours)),
      baseline: `node:http that parses the JSON and appends, ${show(measured.map(({ parse }) => parse))}; without looking at it, ${show(measured.map(({ blind }) => blind))}`,
      ratio: ratio.toFixed(2),
      target: '≥ 0.25',
      ok: ratio >= 0.25,
    },
    {
      figure: `agent: memory over a spool of ${megabytes(spool.bytes)} (${(spool.events / 1e6).toFixed(1)}M events)`,
      ours: `${megabytes(spool.idle)} at start, ${megabytes(spool.filling)} filling, ${megabytes(spool.draining)} draining in ${Math.round(spool.seconds)} s`,
      baseline: `node:http that parses and appends, ${megabytes(raw)} filling`,
      ratio: (peak / raw).toFixed(2),
      target: '≤ 256 MB',
      ok: peak <= 256 * 2 ** 20,
    },
  ];
}
