import { createSimulation } from '../../plugins/demo/backend/simulator';
import { demoConfig } from '../../plugins/demo/backend/config';

/** The baseline: makes the demo's events, writes them as the JSON that is sent and reads that again, nothing else. */
const started = performance.now();
const { thread: _, ...options } = demoConfig.parse({});
const simulation = createSimulation({ ...options, today: Date.now() });
let events = 0;
for (const seller of simulation.sellers) {
  for (const session of simulation.sessionsOf(seller)) {
    events += (JSON.parse(JSON.stringify(session)) as unknown[]).length;
  }
}
const { user, system } = process.cpuUsage();
process.send?.({ events, wallMs: performance.now() - started, cpuMs: (user + system) / 1000 });
