import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** Where the demo that benchmarks share is kept between runs. */
export const demoFolder = path.join(root, 'node_modules/.cache/netcrab-bench/demo');

/**
 * Starts the built portal on the shared demo; the first time takes the minute that seeding takes.
 * @param env configuration over app-config.yaml, as `NETCRAB_CONFIG_*`.
 */
export async function startDemoPortal(env = {}) {
  mkdirSync(demoFolder, { recursive: true });
  const child = spawn(process.execPath, ['scripts/start.mjs', '--port', '0'], {
    cwd: root,
    env: { ...process.env, NETCRAB_CONFIG_dataDir: demoFolder, NETCRAB_CONFIG_log__level: 'error', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const baseUrl = await new Promise((resolve, reject) => {
    let output = '';
    child.stdout.on('data', chunk => {
      output += chunk;
      const address = /is ready at http:\/\/localhost:(\d+)/.exec(output)?.[1];
      if (address) resolve(`http://127.0.0.1:${address}`);
    });
    child.on('exit', code => reject(new Error(`The portal ended with ${code}:\n${output}`)));
  });
  const stop = () =>
    new Promise(resolve => {
      child.removeAllListeners('exit');
      child.on('exit', resolve);
      child.kill('SIGTERM');
    });
  return { baseUrl, pid: child.pid, stop };
}
