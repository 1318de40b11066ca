import { compiled } from '@netcrab/backend/testing';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const program = compiled(path.join(__dirname, '../../testing/crashChild.ts'));

beforeAll(() => program.build());
afterAll(() => program.remove());

interface Outcome {
  readonly lines: readonly string[];
  /** From the start of the build to its end; null when it was killed. */
  readonly buildMs: number | null;
}

/** Runs the child, and kills it so many milliseconds after it began to build. */
async function run(dataDir: string, mode: 'fill' | 'build', killAfterMs?: number): Promise<Outcome> {
  const process_ = spawn(process.execPath, [program.file, dataDir, mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  let began = 0;
  let buildMs: number | null = null;
  for await (const line of createInterface(process_.stdout)) {
    lines.push(line);
    if (line.startsWith('built')) buildMs = performance.now() - began;
    if (line !== 'building') continue;
    began = performance.now();
    if (killAfterMs !== undefined) setTimeout(() => process_.kill('SIGKILL'), killAfterMs);
  }
  return { lines, buildMs };
}

const said = ({ lines }: Outcome, when: string) => lines.filter(line => line.startsWith(when));

test('kill -9 in the middle of a build publishes nothing by halves, and the next build gives the same bytes', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pack-builder-crash-'));
  try {
    const dataDir = path.join(folder, 'data');
    await run(dataDir, 'fill');
    const calmDir = path.join(folder, 'calm');
    fs.cpSync(dataDir, calmDir, { recursive: true });
    const calm = await run(calmDir, 'build');
    expect(said(calm, 'built')).toEqual(['built succeeded']);
    const whole = said(calm, 'after').map(line => line.replace('after', 'before'));
    expect(whole).toHaveLength(2);
    const possible = [...whole, 'before ux_pack nothing', 'before flow_pack nothing'];

    for (const [round, share] of [0.34, 0.93, 0.07, 0.7].entries()) {
      const killed = await run(dataDir, 'build', share * (calm.buildMs ?? 0));
      const before = said(killed, 'before');
      for (const line of before) expect(possible).toContain(line);
      // Whoever wished for the build that was killed need not wish again.
      if (round > 0 && before.some(line => line.endsWith('nothing')))
        expect(killed.lines).toContain('waiting 1');
    }
    const end = await run(dataDir, 'build');
    expect(said(end, 'built')).toEqual(['built succeeded']);
    expect(said(end, 'after')).toEqual(said(calm, 'after'));
    expect(fs.existsSync(path.join(dataDir, 'pack-builder'))).toBe(false);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
