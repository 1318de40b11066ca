import { buildSync } from 'esbuild';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const batches = 60;
const root = process.cwd();
// Beside the installed packages, so that the engine's native module is found.
const cache = path.join(root, 'node_modules', '.cache', `telemetry-crash-${process.pid}`);
const child = path.join(cache, 'child.cjs');

beforeAll(() => {
  buildSync({
    entryPoints: [path.join(root, 'plugins/telemetry/backend/testing/crashChild.ts')],
    outfile: child,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    conditions: ['netcrab-source'],
    packages: 'external',
    alias: {
      '@netcrab/backend/testing': './backend/src/testing/index.ts',
      '@netcrab/plugin-api/backend': './packages/plugin-api/src/backend/index.ts',
      '@netcrab/plugin-api/contract': './packages/plugin-api/src/contract/index.ts',
      '@netcrab/plugin-api/testing': './packages/plugin-api/src/testing/index.ts',
    },
    logLevel: 'error',
  });
});
afterAll(() => fs.rmSync(cache, { recursive: true, force: true }));

interface Outcome {
  /** The first batch that was not acknowledged. */
  readonly next: number;
  readonly digest: string | null;
  readonly complaints: readonly string[];
}

/** Runs the child from a batch on, and kills it `killMs` after it acknowledged `killAfter` batches. */
async function run(
  dataDir: string,
  first: number,
  kill?: { readonly after: number; readonly ms: number },
): Promise<Outcome> {
  const process_ = spawn(process.execPath, [child, dataDir, String(first), String(batches)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let next = first;
  let digest: string | null = null;
  const complaints: string[] = [];
  for await (const line of createInterface(process_.stdout)) {
    const [what, ...rest] = line.split(' ');
    if (what === 'acknowledged') next = Number(rest[0]) + 1;
    else if (what === 'digest') digest = rest.join(' ');
    else complaints.push(line);
    if (kill && next - first === kill.after) setTimeout(() => process_.kill('SIGKILL'), kill.ms);
  }
  return { next, digest, complaints };
}

describe('kill -9', () => {
  it('at any point loses nothing acknowledged and doubles nothing', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'telemetry-crash-'));
    try {
      const calm = await run(path.join(folder, 'calm'), 0);
      expect(calm).toMatchObject({ next: batches, complaints: [] });
      expect(calm.digest).toMatch(new RegExp(`^events:1:.* sessions:`));

      // Seeded moments: right after an acknowledgement, within a round, within a commit, while baselines settle.
      for (const [seed, moments] of [
        [0, 3, 17],
        [40, 9, 90],
        [5, 150, 260],
      ].entries()) {
        const dataDir = path.join(folder, `killed-${seed}`);
        let next = 0;
        for (const ms of moments) {
          const outcome = await run(dataDir, next, { after: 7 + seed * 3, ms });
          expect(outcome.complaints).toEqual([]);
          // A client whose answer was lost sends again: one batch before the first unacknowledged.
          next = Math.max(0, outcome.next - 1);
        }
        const end = await run(dataDir, next);
        expect({ seed, ...end }).toEqual({ seed, ...calm });
      }
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }, 120_000);
});
