import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { createInference } from '../../plugins/telemetry/backend/inference/inference';
import { stepsOf } from '../../plugins/telemetry/backend/inference/pathSteps';
import { consumerRules } from '../../plugins/telemetry/backend/consumer/rules';
import { telemetryConfig } from '../../plugins/telemetry/backend/config';
import type { Logger } from '@netcrab/plugin-api/backend';
import type { WireEvent } from '../../plugins/telemetry/contract';
import { adjustedRandIndex } from './randIndex';
import { recordedFacts } from './recordedFacts';

const silent: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silent,
};

/** The recording without what gives the task away, all of one org and one task; and each run's task by its first event. */
function strip(file: string, to: string): Map<string, string> {
  const tasks = new Map<string, string>();
  const lines = zlib.gunzipSync(fs.readFileSync(file)).toString('utf8').split('\n');
  const stripped = lines.flatMap(line => {
    if (line === '') return [];
    const event = JSON.parse(line) as WireEvent & { orgId: string };
    if (event.name === 'task_started') tasks.set(event.eventId.toLowerCase(), event.taskId ?? '');
    const { elementLabelHash: _, x: _x, y: _y, extra: _extra, ...kept } = event;
    const same = { orgId: 'org_1', screenId: 'screen', route: '/', releaseVersion: '1.0.0' };
    return [JSON.stringify({ ...kept, ...same, ...(event.taskId !== undefined && { taskId: 'task' }) })];
  });
  fs.writeFileSync(to, zlib.gzipSync(stripped.join('\n')));
  return tasks;
}

/** Prints as JSON how well flow archetypes agree with the tasks recorded. Arguments: the events, an empty folder. */
const [file = '', folder = ''] = process.argv.slice(2);
const events = path.join(folder, 'events.ndjson.gz');
const tasks = strip(file, events);
const { facts, close } = await recordedFacts(events, path.join(folder, 'facts'));
try {
  const decisions = () => Promise.resolve({ merges: [], labels: [] });
  const rules = consumerRules(telemetryConfig.parse({}));
  await createInference({ warehouse: facts, logger: silent, rules, decisions }).run(() => Promise.resolve());
  const rows = await facts.query<{ run_id: string; archetype_id: string | null; path: string }>(
    `SELECT r.run_id, r.archetype_id, t.path FROM fact_task_runs r
     JOIN telemetry_run_paths p USING (visit_key, run_id) JOIN telemetry_paths t USING (path_key) ORDER BY r.run_id`,
  );
  const truth = rows.map(row => tasks.get(row.run_id) ?? '');
  const agreement = (names: readonly string[]) => adjustedRandIndex(names, truth);
  const untimed = rows.map(({ path: text }) => JSON.stringify(stepsOf(text).map(({ act }) => act)));
  console.log(
    JSON.stringify({
      runs: rows.length,
      tasks: new Set(truth).size,
      archetypes: new Set(rows.flatMap(row => row.archetype_id ?? [])).size,
      placed: rows.filter(row => row.archetype_id !== null).length,
      // Runs without an archetype stand together: as readers of the table have them.
      ours: agreement(rows.map(row => row.archetype_id ?? '')),
      exact: agreement(rows.map(row => row.path)),
      untimed: agreement(untimed),
    }),
  );
} finally {
  await close();
}
