import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleProgram } from '../support/bundle.mjs';

const here = import.meta.dirname;
const recorded = path.resolve(here, '../../../shared/data/miniwob/events.ndjson.gz');
const atLeast = 0.2;

/** Whether archetypes of flows find the recorded tasks again, from element types, order and timing alone. */
export async function archetypes() {
  if (!existsSync(recorded)) return [];
  const outfile = await bundleProgram(path.join(here, 'archetypesProgram.ts'), 'archetypes');
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-archetypes-'));
  try {
    mkdirSync(path.join(folder, 'facts'));
    const output = execFileSync(process.execPath, [outfile, recorded, folder], { encoding: 'utf8' });
    const found = JSON.parse(output);
    const shown = value => value.toFixed(3);
    const best = Math.max(found.exact, found.untimed);
    return [
      {
        figure: `flow archetypes against ${found.tasks} recorded tasks, ${found.runs} runs: adjusted Rand index`,
        ours: `${shown(found.ours)}; ${found.archetypes} archetypes hold ${found.placed} runs`,
        baseline: `exact path ${shown(found.exact)}; exact path without timing ${shown(found.untimed)}`,
        ratio: shown(found.ours - best),
        target: `${atLeast} above`,
        ok: found.ours - best >= atLeast,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
