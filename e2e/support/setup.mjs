import temporarySetup from '../../scripts/jest/temporarySetup.mjs';
import temporaryTeardown from '../../scripts/jest/temporaryTeardown.mjs';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Starts the built portal as a new user would, with the demo, once for all journeys; NETCRAB_JOURNEYS tells them. */
export default async function setup() {
  temporarySetup();
  delete process.env.NETCRAB_JOURNEYS;
  if (!existsSync(chromium)) return;
  const dataDir = path.join(mkdtempSync(path.join(tmpdir(), 'netcrab-e2e-')), 'data');
  const root = path.resolve(import.meta.dirname, '../..');
  const portal = spawn(process.execPath, ['scripts/start.mjs', '--port', '0'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'development',
      NETCRAB_CONFIG_dataDir: dataDir,
      NETCRAB_CONFIG_log__level: 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const baseUrl = await new Promise((resolve, reject) => {
    const read = chunk => {
      output += chunk;
      const address = /is ready at (http:\S+)/.exec(output)?.[1];
      if (address) resolve(address);
    };
    portal.stdout.on('data', read);
    portal.stderr.on('data', read);
    portal.on('exit', code => {
      // A failed set-up gets no teardown.
      temporaryTeardown();
      reject(new Error(`The portal ended with ${code} before it was ready:\n${output.slice(-4000)}`));
    });
  });
  globalThis.__netcrabPortal = portal;
  process.env.NETCRAB_JOURNEYS = JSON.stringify({ baseUrl, chromium, dataDir });
}
