import { Agent, request } from 'node:http';

const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

/**
 * Asks at a steady rate until `until` settles, and answers milliseconds per request, sorted. Each is counted from when
 * it was due, so an answer that comes late delays no later question and hides none.
 * @param next the address of the next request
 */
export async function paced({ rate, until, next, headers }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const times = [];
  const pending = new Set();
  let failure;
  let open = true;
  void Promise.resolve(until).finally(() => (open = false));
  const ask = due =>
    new Promise(resolve => {
      const fail = error => resolve(void (failure ??= error));
      const sent = request(next(), { agent, headers }, response => {
        if (response.statusCode !== 200) fail(new Error(`a query was answered ${response.statusCode}`));
        response.resume();
        response.on('end', () => resolve(void times.push(performance.now() - due)));
      });
      sent.on('error', fail);
      sent.end();
    });
  const start = performance.now();
  for (let asked = 0; open && !failure;) {
    for (; start + (asked * 1000) / rate <= performance.now(); asked += 1) {
      const one = ask(start + (asked * 1000) / rate).then(() => pending.delete(one));
      pending.add(one);
    }
    await new Promise(resolve => setTimeout(resolve, 1));
  }
  await Promise.all(pending);
  agent.destroy();
  if (failure) throw failure;
  const sorted = times.sort((a, b) => a - b);
  return { count: sorted.length, p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) };
}
