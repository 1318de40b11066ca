import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const stateFile = path.join(tmpdir(), 'netcrab-e2e.json');

/** Starts the built portal as a new user would, with the demo, once for all journeys. */
export default async function setup() {
  rmSync(stateFile, { force: true });
  if (!existsSync(chromium)) return;
  const folder = mkdtempSync(path.join(tmpdir(), 'netcrab-e2e-'));
  const root = path.resolve(import.meta.dirname, '../..');
  const portal = spawn(process.execPath, ['scripts/start.mjs', '--port', '0'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'development',
      NETCRAB_CONFIG_dataDir: path.join(folder, 'data'),
      NETCRAB_CONFIG_log__level: 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  globalThis.__netcrabPortal = { portal, folder };
  const baseUrl = await new Promise((resolve, reject) => {
    let output = '';
    const read = chunk => {
      output += chunk;
      const address = /is ready at (http:\S+)/.exec(output)?.[1];
      if (address) resolve(address);
    };
    portal.stdout.on('data', read);
    portal.stderr.on('data', read);
    portal.on('exit', code =>
      reject(new Error(`The portal ended with ${code} before it was ready:\n${output.slice(-4000)}`)),
    );
  });
  writeFileSync(stateFile, JSON.stringify({ baseUrl, chromium, dataDir: path.join(folder, 'data') }));
}
