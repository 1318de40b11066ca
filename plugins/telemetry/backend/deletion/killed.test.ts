import { compiled } from '@netcrab/backend/testing';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Deletion } from '../../contract';
import { seededRandom } from '../inference/seededRandom';
import type { Mode, Scope } from '../testing/deletionChild.fixture';
import { proofHash } from './deletions';
import type { RowCount } from './eraseRows';

/** Deletions of each scope, each killed twice. */
const runs = Number(process.env.CRASH_RUNS ?? 2);
const program = compiled(path.join(__dirname, '../testing/deletionChild.fixture.ts'));
let folder: string;

beforeAll(() => {
  program.build();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'deletion-killed-'));
});
afterAll(() => {
  program.remove();
  fs.rmSync(folder, { recursive: true, force: true });
});

interface Report {
  readonly deletions: readonly Deletion[];
  readonly audited: ReadonlyArray<{ readonly action: string; readonly after: Record<string, unknown> }>;
  readonly intact: boolean;
  readonly traces: number;
  readonly digest: Record<string, string>;
}
interface Outcome {
  readonly report?: Report;
  /** From the moment the request was taken, or the process went on with it, to its end. */
  readonly tookMs: number;
  readonly complaints: readonly string[];
}

/** Runs the child, and kills it so long after the request was taken; one that goes on with it, after its start. */
async function run(dataDir: string, mode: Mode, scope: Scope, killAfterMs?: number): Promise<Outcome> {
  const child = spawn(process.execPath, [program.file, dataDir, mode, scope], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder },
  });
  let began = performance.now();
  let tookMs = 0;
  let report: Report | undefined;
  const complaints: string[] = [];
  const kill = () => {
    if (killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  };
  if (mode === 'finish') kill();
  for await (const line of createInterface(child.stdout)) {
    if (line.startsWith('requested ')) {
      began = performance.now();
      kill();
    } else if (line === 'done') tookMs = performance.now() - began;
    else if (line.startsWith('report ')) report = JSON.parse(line.slice(7)) as Report;
    else complaints.push(line);
  }
  return { tookMs, complaints, ...(report && { report }) };
}

const logOf = (dataDir: string) =>
  fs
    .readdirSync(path.join(dataDir, 'telemetry-log'))
    .map(name => fs.readFileSync(path.join(dataDir, 'telemetry-log', name), 'latin1'))
    .join('');

/** Counters are saved from time to time: how many a kill leaves is no part of the proof. */
const rows = (count: RowCount) => (count.table === 'telemetry_counters' ? { ...count, before: null } : count);

describe.each(['user', 'product'] as const)("kill -9 while a %s's data is deleted", scope => {
  it('leaves a deletion that the next start completes: nothing of it remains, nothing of others is gone', async () => {
    const at = (name: string) => path.join(folder, `${scope}-${name}`);
    await run(at('filled'), 'fill', scope);
    const { report: others } = await run(at('others'), 'fill-others', scope);
    const copy = (name: string) => {
      fs.cpSync(at('filled'), at(name), { recursive: true });
      return at(name);
    };
    const calm = await run(copy('calm'), 'delete', scope);
    expect(calm).toMatchObject({ complaints: [], report: { traces: 0, digest: others?.digest } });
    const proven = calm.report?.deletions[0]?.proof;
    if (!proven) throw new Error('There is no proof');

    const random = seededRandom(scope === 'user' ? 11 : 23);
    for (let n = 0; n < runs; n++) {
      const dataDir = copy(`killed-${n}`);
      const kills: ReadonlyArray<readonly [Mode, number]> = [
        ['delete', random() * calm.tookMs],
        // Half of it is the start.
        ['finish', random() * 2 * calm.tookMs],
      ];
      for (const [mode, ms] of kills) expect((await run(dataDir, mode, scope, ms)).complaints).toEqual([]);
      const { report, complaints } = await run(dataDir, 'finish', scope);
      expect(complaints).toEqual([]);
      const { deletions, audited, ...state } = report ?? { deletions: [], audited: [] };
      expect({ kills, ...state }).toEqual({ kills, intact: true, traces: 0, digest: calm.report?.digest });
      expect(deletions).toHaveLength(1);
      const [{ id, productId, subject, requestedAt, proof } = {} as Deletion] = deletions;
      if (!proof) throw new Error('There is no proof');
      expect(proof.tables.map(rows)).toEqual(proven.tables.map(rows));
      expect(proof.logSegments).toBeGreaterThanOrEqual(1);
      expect(proof.hash).toBe(proofHash({ id, orgId: 'org_1', productId, subject, requestedAt }, proof));
      expect(audited.map(({ action }) => action)).toEqual([
        'telemetry.deletion.done',
        'telemetry.deletion.requested',
      ]);
      expect(audited[0]?.after).toMatchObject({ request: id, hash: proof.hash });
      if (scope === 'user') expect(logOf(dataDir)).not.toContain('user_0003');
      fs.rmSync(dataDir, { recursive: true, force: true });
    }
  }, 240_000);
});
