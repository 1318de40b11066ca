import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const runs = 7;
const median = values => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Starts a program, waits until it says it is ready, ends it. */
function measure(file, args, env) {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(import.meta.dirname, file), args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let ready;
    child.on('message', message => {
      ready = message;
      child.kill('SIGTERM');
    });
    child.on('exit', () => (ready ? resolve(ready) : reject(new Error(`${file} ended before it was ready`))));
  });
}

/** CPU time from spawn to ready, and memory then: the portal with all plugins on warm data, against a bare server. */
export async function run() {
  const folder = mkdtempSync(path.join(tmpdir(), 'netcrab-bench-'));
  try {
    const env = {
      NETCRAB_CONFIG_dataDir: path.join(folder, 'data'),
      NETCRAB_CONFIG_plugins__demo: 'false',
      NETCRAB_CONFIG_log__level: 'error',
    };
    await measure('portal.mjs', [], env);
    const portal = [];
    const bare = [];
    for (let i = 0; i < runs; i++) {
      bare.push(await measure('bare.mjs', [path.join(folder, 'bare.sqlite')], {}));
      portal.push(await measure('portal.mjs', [], env));
    }
    const cpu = median(portal.map(one => one.cpuMs));
    const bareCpu = median(bare.map(one => one.cpuMs));
    const rss = median(portal.map(one => one.rssMb));
    const bareRss = median(bare.map(one => one.rssMb));
    return [
      {
        figure: 'CPU from spawn to ready, all plugins',
        ours: `${cpu.toFixed(0)} ms`,
        baseline: `bare express + knex ${bareCpu.toFixed(0)} ms`,
        ratio: (cpu / bareCpu).toFixed(2),
        target: '≤ 3',
        ok: cpu / bareCpu <= 3,
      },
      {
        figure: 'memory (RSS) at ready',
        ours: `${rss.toFixed(0)} MB`,
        baseline: `bare express + knex ${bareRss.toFixed(0)} MB`,
        ratio: (rss / bareRss).toFixed(2),
        target: '≤ 160 MB',
        ok: rss <= 160,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
