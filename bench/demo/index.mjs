import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleProgram } from '../support/bundle.mjs';

const most = 60;

/** Runs a program until it tells its figures, then ends it. */
function measure(file, env = {}) {
  return new Promise((resolve, reject) => {
    const child = fork(file, [], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let figures;
    child.on('message', message => {
      figures = message;
      child.kill('SIGTERM');
    });
    child.on('exit', code =>
      figures ? resolve(figures) : reject(new Error(`${file} ended with ${code} before it was ready`)),
    );
  });
}

const baseline = async () =>
  measure(await bundleProgram(path.join(import.meta.dirname, 'events.ts'), 'events'));

/** A first start: an empty data folder until the demo can be looked at. */
export async function run() {
  const folder = mkdtempSync(path.join(tmpdir(), 'netcrab-bench-'));
  try {
    const bare = await baseline();
    const ours = await measure(path.join(import.meta.dirname, 'portal.mjs'), {
      NETCRAB_CONFIG_dataDir: path.join(folder, 'data'),
      NETCRAB_CONFIG_log__level: 'error',
    });
    const seconds = ms => `${(ms / 1000).toFixed(1)} s`;
    return [
      {
        figure: `first start with the demo, ${bare.events.toLocaleString('en-US')} events`,
        ours: `${seconds(ours.wallMs)}, CPU ${seconds(ours.cpuMs)}`,
        baseline: `the same events made, written and parsed only, ${seconds(bare.wallMs)}, CPU ${seconds(bare.cpuMs)}`,
        ratio: (ours.cpuMs / bare.cpuMs).toFixed(2),
        target: `ready in < ${most} s`,
        ok: ours.wallMs < most * 1000,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
