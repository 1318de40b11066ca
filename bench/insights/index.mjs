import { fork } from 'node:child_process';
import path from 'node:path';
import { bundleProgram } from '../support/bundle.mjs';

/** `BENCH_INSIGHTS_EVENTS=1000000,10000000` for a shorter run. */
const sizes = (process.env.BENCH_INSIGHTS_EVENTS ?? '1000000,10000000,50000000').split(',').map(Number);
const mostCold = 3_000;
const mostWarm = 300;

const measure = (file, events) =>
  new Promise((resolve, reject) => {
    const child = fork(file, [], {
      env: { ...process.env, BENCH_EVENTS: String(events) },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let figures;
    child.on('message', message => (figures = message));
    child.on('exit', code =>
      figures ? resolve(figures) : reject(new Error(`Measuring ${events} events ended with ${code}`)),
    );
  });

const seconds = ms => `${(ms / 1000).toFixed(2)} s`;

const titles = {
  overview: 'overview',
  hotspots: 'hotspots',
  narrowed: 'hotspots on phones, from the stays themselves,',
};

/** The first look and every later one at the views that read most, over the facts of so many events of one org. */
export async function run() {
  const file = await bundleProgram(path.join(import.meta.dirname, 'server.ts'), 'insights');
  const rows = [];
  for (const events of sizes) {
    const figures = await measure(file, events);
    for (const [view, { cold, warm, byHand }] of Object.entries(figures)) {
      rows.push({
        figure: `${titles[view]} over ${events / 1e6}M events of one org`,
        ours: `${seconds(cold)} cold, ${warm.toFixed(0)} ms warm (p95)`,
        baseline: `the same aggregates by hand-written SQL, ${seconds(byHand)}`,
        ratio: (cold / byHand).toFixed(2),
        target: '< 3 s cold, < 300 ms warm',
        ok: cold < mostCold && warm < mostWarm,
      });
    }
  }
  return rows;
}
