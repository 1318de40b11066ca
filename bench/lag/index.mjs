import { fork } from 'node:child_process';
import path from 'node:path';
import { bundleProgram } from '../support/bundle.mjs';
import { eventsOf } from './events.mjs';

const sessionsPerSecond = 50;
const eventsPerSession = 20;
/** Of what is seen at once, and of what is computed after the facts with rests of nine times its own work. */
const mostOverview = 2_000;
const mostHotspots = 15_000;

const quantile = (lags, name, share) => {
  const sorted = lags.map(one => one[name]).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
};
const shown = (lags, name) =>
  `${quantile(lags, name, 0.5).toFixed(0)} ms, p99 ${quantile(lags, name, 0.99).toFixed(0)} ms`;

/** Sends sessions at a steady rate until it is stopped; each post waits for the one before on its connection. */
function steadyLoad({ url, secret, now }) {
  let sent = 0;
  let stopped = false;
  const running = new Set();
  const timer = setInterval(() => {
    const body = JSON.stringify({
      sdkVersion: 'bench/1',
      sentAt: now,
      events: eventsOf(`load-${sent++}`, now),
    });
    const post = fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body,
    }).then(async response => {
      const text = await response.text();
      if (response.status !== 202 && !stopped)
        throw new Error(`The load was answered ${response.status}: ${text}`);
    });
    running.add(post);
    void post.finally(() => running.delete(post));
  }, 1_000 / sessionsPerSecond);
  return async () => {
    stopped = true;
    clearInterval(timer);
    await Promise.all(running);
    return sent;
  };
}

/** From the acknowledgement of an event to the fact tables and to the answers that dashboards show. */
export async function run() {
  const file = await bundleProgram(path.join(import.meta.dirname, 'server.ts'), 'lag');
  const child = fork(file, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const next = () =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', code => reject(new Error(`The portal ended with ${code}`)));
    });
  const target = await next();
  const measure = async phase => {
    child.send(phase);
    return (await next()).lags;
  };
  const idle = await measure('idle');
  const stopLoad = steadyLoad(target);
  const began = performance.now();
  const loaded = await measure('loaded');
  const seconds = (performance.now() - began) / 1000;
  const rate = ((await stopLoad()) * eventsPerSession) / seconds;
  child.removeAllListeners('exit');
  child.send('stop');

  const row = (lags, when, table, answer, names, most) => ({
    figure: `lag from acknowledgement to ${answer}, ${when}`,
    ours: `${shown(lags, names.answer)}; in ${table} after ${shown(lags, names.table)}`,
    baseline: `the same 20 events inserted into and counted in DuckDB at once, ${shown(lags, 'direct')}`,
    ratio: (quantile(lags, names.answer, 0.5) / quantile(lags, 'direct', 0.5)).toFixed(1),
    target: `p99 < ${most / 1000} s`,
    ok: quantile(lags, names.answer, 0.99) < most,
  });
  return [
    ['idle', idle],
    [`under ${rate.toFixed(0)} events/s`, loaded],
  ].flatMap(([when, lags]) => [
    row(lags, when, 'fact_sessions', 'the overview', { answer: 'overview', table: 'sessions' }, mostOverview),
    row(lags, when, 'fact_screen_visits', 'hotspots', { answer: 'hotspots', table: 'stays' }, mostHotspots),
  ]);
}
