import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleProgram } from '../support/bundle.mjs';
import { archetypes } from './archetypes.mjs';

const here = import.meta.dirname;
const recorded = path.resolve(here, '../../../shared/data/miniwob/events.ndjson.gz');
const mean = (tasks, value) => tasks.reduce((sum, task) => sum + value(task), 0) / tasks.length;
const shown = value => value.toFixed(3);

function table(tasks) {
  const names = ['friction', 'inefficiency', 'frictionHeldOut', 'inefficiencyHeldOut', 'burst', 'duration'];
  const titles = ['friction', '1 − efficiency', 'held out', 'held out', '3 clicks in 1 s', 'duration'];
  const cells = task => names.map(name => shown(task.auc[name]));
  return [
    `| task | runs | failed | ${titles.join(' | ')} |`,
    `|---|${'---|'.repeat(titles.length + 2)}`,
    ...tasks.map(task => `| ${task.task} | ${task.runs} | ${task.failed} | ${cells(task).join(' | ')} |`),
    `| mean | ${tasks.reduce((n, task) => n + task.runs, 0)} | ${tasks.reduce((n, task) => n + task.failed, 0)} | ` +
      `${names.map(name => shown(mean(tasks, task => task.auc[name]))).join(' | ')} |`,
  ].join('\n');
}

/** Whether the scores tell failed task runs from successful ones, on runs of people that were recorded. */
export async function run() {
  if (!existsSync(recorded)) {
    console.log(`  skipped: the recorded sessions are not at ${recorded}`);
    return [];
  }
  const outfile = await bundleProgram(path.join(here, 'program.ts'), 'quality');
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-quality-'));
  let tasks;
  try {
    const output = execFileSync(process.execPath, [outfile, recorded, folder], { encoding: 'utf8' });
    tasks = JSON.parse(output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(table(tasks));
  const n = tasks.reduce((sum, task) => sum + task.runs, 0);
  const burst = mean(tasks, task => task.auc.burst);
  const duration = mean(tasks, task => task.auc.duration);
  // Of a task whose failures are quick, the duration the other way round: more than anyone could know beforehand.
  const hindsight = mean(tasks, task => Math.max(task.auc.duration, 1 - task.auc.duration));
  const row = (title, stored, heldOut) => {
    const ours = mean(tasks, task => task.auc[stored]);
    const strict = mean(tasks, task => task.auc[heldOut]);
    return {
      figure: `${title} of failed and successful runs: mean AUC over ${tasks.length} tasks, ${n} runs`,
      ours: `${shown(ours)}; with the run itself held out of its baseline ${shown(strict)}`,
      baseline: `three clicks within a second ${shown(burst)}; duration alone ${shown(duration)} (${shown(hindsight)} with each task's direction known)`,
      ratio: (strict / Math.max(burst, duration, hindsight)).toFixed(2),
      target: '> 1',
      ok: strict > Math.max(burst, duration, hindsight),
    };
  };
  return [
    row('friction', 'friction', 'frictionHeldOut'),
    row('efficiency', 'inefficiency', 'inefficiencyHeldOut'),
    ...(await archetypes()),
  ];
}
