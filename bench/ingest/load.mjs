import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';

const size = 50;
const clients = 32;
/** Both servers are measured as they run all day, not while their code is being compiled. */
const warmUpBatches = 12_000;
const measuredBatches = 16_000;

/** Batches of 50 events, every event of its own, like those of a browser: made before the clock runs. */
export function makeBatches(count, first = 0) {
  const hex = (value, length) => value.toString(16).padStart(length, '0');
  const started = Date.now() - 60_000;
  return Array.from({ length: count }, (_, index) => {
    const batch = first + index;
    const session = `ses_${hex(batch, 20)}`;
    const user = `usr_${hex(batch % 997, 24)}`;
    const events = Array.from({ length: size }, (_, i) => {
      const id = `01a05b8f-${hex(batch % 65536, 4)}-7${hex(i, 3)}-8${hex(batch >> 16, 3)}-${hex(batch * size + i, 12)}`;
      const common = {
        eventId: id,
        productId: 'bench',
        sessionId: session,
        userHash: user,
        ts: new Date(started + i * 700).toISOString(),
        screenId: `screen-${i % 7}`,
        route: `/app/screen-${i % 7}`,
        deviceType: 'desktop',
        releaseVersion: '1.4.0',
      };
      return i % 5 === 0
        ? { ...common, eventType: 'navigation' }
        : {
            ...common,
            eventType: 'click',
            elementType: 'button',
            elementLabelHash: 'ff0cedfa110da05fc6a82d7df9fb84c0',
            responseMs: 40 + i,
            x: 100 + i,
            y: 200,
          };
    });
    return Buffer.from(JSON.stringify({ sdkVersion: 'bench/1', sentAt: new Date().toISOString(), events }));
  });
}

/** Posts all batches over keep-alive connections; answers events a second and the 99th percentile in ms. */
export async function post(url, headers, batches) {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const times = [];
  let next = 0;
  let failed = 0;
  const one = body =>
    new Promise((resolve, reject) => {
      const from = performance.now();
      const call = request(
        url,
        {
          method: 'POST',
          agent,
          headers: { ...headers, 'content-type': 'application/json', 'content-length': body.length },
        },
        response => {
          if (response.statusCode !== 202) failed += 1;
          response.resume();
          response.on('end', () => {
            times.push(performance.now() - from);
            resolve();
          });
        },
      );
      call.on('error', reject);
      call.end(body);
    });
  const from = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < batches.length) await one(batches[next++]);
    }),
  );
  const seconds = (performance.now() - from) / 1000;
  agent.destroy();
  if (failed > 0) throw new Error(`${failed} batches were refused`);
  times.sort((a, b) => a - b);
  return { eventsPerSecond: (batches.length * size) / seconds, p99: times[Math.floor(times.length * 0.99)] };
}

process.on('message', async ({ url, headers }) => {
  const warmUp = makeBatches(warmUpBatches);
  const measured = makeBatches(measuredBatches, warmUpBatches);
  await post(url, headers, warmUp);
  process.send(await post(url, headers, measured));
  process.disconnect();
});
