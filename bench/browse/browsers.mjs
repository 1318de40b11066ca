import { converse } from '../queries/conversation.mjs';

/**
 * A process of its own that plays the browsers, so that it measures the server's time and not its own. They arrive over
 * `rampMs`, as people do, each with one connection that it keeps, and open the pages in turn without a pause to read.
 * What is counted begins when all of them are there. Answers {answers, p99: ms, errors: {message: count}}.
 */
const { port, paths, browsers, rampMs, seconds, headers } = JSON.parse(process.argv[2] ?? '{}');
const latencies = [];
const errors = {};
const countFrom = performance.now() + rampMs;
const end = countFrom + seconds * 1000;

async function browse(number) {
  await new Promise(resolve => setTimeout(resolve, (rampMs * number) / browsers));
  let page = number;
  let asked = 0;
  await converse({
    port,
    headers,
    next() {
      asked = performance.now();
      return asked < end ? paths[page++ % paths.length] : null;
    },
    answered() {
      const now = performance.now();
      if (now >= countFrom) latencies.push(now - asked);
    },
  });
}

await Promise.all(
  Array.from({ length: browsers }, (_, number) =>
    browse(number).catch(({ message }) => (errors[message] = (errors[message] ?? 0) + 1)),
  ),
);
latencies.sort((a, b) => a - b);
process.send({
  answers: latencies.length,
  p99: latencies[Math.floor(latencies.length * 0.99)] ?? Infinity,
  errors,
});
