import { makeBatches } from '../ingest/load.mjs';

/** Batches of 1,000 events, as of an application that gathers them; what they say does not matter here. */
const bodies = Array.from({ length: 8 }, (_, n) => {
  const batches = makeBatches(20, n * 20).map(body => JSON.parse(body.toString()));
  return JSON.stringify({ ...batches[0], events: batches.flatMap(({ events }) => events) });
});

/** Posts to an agent until so many bytes wait in its spool. */
export async function fill(url, bytes) {
  const pending = async () => (await (await fetch(`${url}/healthz`)).json()).spool.pendingBytes;
  for (let at = await pending(); at < bytes; at = await pending()) {
    const answers = await Promise.all(
      bodies.map(body => fetch(`${url}/v1/events/batch`, { method: 'POST', body })),
    );
    for (const { status } of answers) if (status !== 202) throw new Error(`A batch was answered ${status}.`);
  }
}
