import path from 'node:path';
import { buildAgent, startAgentProcess, type AgentProcess } from './testing/agentProcess';
import { startCloud, type Answer } from './testing/cloudServer';
import { batchOf, clicks } from './testing/events';
import { remove, temporaryFolder } from './testing/runningAgent';

const scratch = temporaryFolder();
let file: string;
beforeAll(async () => {
  file = await buildAgent(scratch);
});
afterAll(() => remove(scratch));

/** Numbers from 0 to 1, the same for a seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

async function post(url: string, body: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/v1/events/batch`, { method: 'POST', body });
    const { accepted } = (await response.json()) as { accepted?: number };
    return response.status === 202 && accepted === 20;
  } catch {
    return false;
  }
}

it.each([1, 2, 3])(
  'kill -9 at any moment, with a cloud that comes and goes, loses nothing acknowledged (seed %i)',
  async seed => {
    const random = seeded(seed);
    const cloud = await startCloud();
    const faults: readonly Answer[] = ['take', 'take', 'forget', 'break', { status: 503 }, { status: 429 }];
    cloud.answer = () => faults[Math.floor(random() * faults.length)] ?? 'take';
    const folder = path.join(scratch, `s${seed}`);
    const acknowledged: string[] = [];
    let next = 0;

    for (let life = 0; life < 6; life++) {
      const agent: AgentProcess = await startAgentProcess({ file, folder, endpoint: cloud.url });
      let dead = false;
      const killAfter = 5 + Math.floor(random() * 40);
      const killInMs = random() * 15;
      let sent = 0;
      // Four senders at once, so that groups are torn, too.
      const sender = async () => {
        while (!dead) {
          const events = clicks(next, 20, { ts: new Date().toISOString() });
          next += 20;
          if (await post(agent.url, JSON.stringify(batchOf(events, new Date().toISOString()))))
            acknowledged.push(...events.map(({ eventId }) => eventId));
          if (++sent === killAfter) {
            setTimeout(() => {
              dead = true;
              agent.child.kill('SIGKILL');
            }, killInMs);
          }
        }
      };
      await Promise.all([sender(), sender(), sender(), sender()]);
      expect(await agent.end('SIGKILL')).toBeNull();
    }

    cloud.answer = () => 'take';
    const last = await startAgentProcess({ file, folder, endpoint: cloud.url });
    const stored = () => new Set(cloud.events.map(({ eventId }) => eventId));
    await cloud.until(() => {
      const ids = stored();
      return acknowledged.every(id => ids.has(id));
    });
    expect(acknowledged.length).toBeGreaterThan(500);
    expect(await last.end('SIGTERM')).toBe(0);
    // Whatever was sent twice bears the same id and is the same event: the cloud keeps one.
    const byId = new Map(cloud.events.map(event => [event.eventId, JSON.stringify(event)]));
    for (const event of cloud.events) expect(JSON.stringify(event)).toBe(byId.get(event.eventId));
    await cloud.stop();
  },
);

it('a day of the cloud away fills the spool, which drains whole when it is back', async () => {
  const cloud = await startCloud();
  cloud.answer = () => ({ status: 503 });
  const folder = path.join(scratch, 'day');
  const agent = await startAgentProcess({ file, folder, endpoint: cloud.url, spool: 'maxSize: 200 MB' });
  // 50 people, a click every ten seconds of eight hours: 144,000 events.
  const batches = 144;
  for (let n = 0; n < batches; n += 4)
    await Promise.all(
      [0, 1, 2, 3].map(async i => {
        const body = JSON.stringify(batchOf(clicks((n + i) * 1_000, 1_000)));
        const response = await fetch(`${agent.url}/v1/events/batch`, { method: 'POST', body });
        expect(response.status).toBe(202);
      }),
    );
  expect(cloud.events).toHaveLength(0);
  expect(await agent.end('SIGTERM')).toBe(0);
  cloud.answer = () => 'take';
  const again = await startAgentProcess({
    file,
    folder,
    endpoint: cloud.url,
    nodeOptions: ['--max-old-space-size=64'],
  });
  await cloud.until(() => cloud.events.length >= batches * 1_000);
  expect(new Set(cloud.events.map(({ eventId }) => eventId)).size).toBe(batches * 1_000);
  expect(await again.end('SIGTERM')).toBe(0);
  await cloud.stop();
});
