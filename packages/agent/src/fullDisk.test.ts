import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { complaint, startCloud } from './testing/cloudServer';
import { clicks } from './testing/events';
import { remove, runningAgent, temporaryFolder } from './testing/runningAgent';

const folder = temporaryFolder();
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder], { encoding: 'utf8' });
const itOnSmallDisk = mounted.status === 0 ? it : it.skip;
if (mounted.status !== 0)
  process.stderr.write(
    `No small disk could be mounted, so none is filled: ${mounted.stderr || String(mounted.error)}\n`,
  );
afterAll(() => {
  if (mounted.status === 0) spawnSync('umount', ['-l', folder]);
  remove(folder);
});

itOnSmallDisk(
  'a full disk refuses, loses nothing acknowledged, and takes events again once there is room',
  async () => {
    const cloud = await startCloud();
    cloud.answer = () => complaint(503, 'Away.');
    const ballast = path.join(folder, 'ballast');
    fs.writeFileSync(ballast, Buffer.alloc(2 ** 20));
    const agent = await runningAgent(cloud.url, {}, path.join(folder, 'spool'));
    const acknowledged: string[] = [];
    let made = 0;
    async function send() {
      const events = clicks(made, 200, { ts: new Date().toISOString() });
      made += 200;
      const { status } = await agent.send(events);
      if (status === 202) acknowledged.push(...events.map(({ eventId }) => eventId));
      return status;
    }
    const sendSome = () => Promise.all([send(), send(), send()]);

    let statuses: number[] = [];
    while (!statuses.includes(503)) statuses = await sendSome();
    expect(acknowledged.length).toBeGreaterThan(1_000);
    for (let status = 202; status === 202;) status = await send();
    expect(await agent.metric('requests_refused_total{reason="spool_disk"}')).toBeGreaterThan(1);

    fs.rmSync(ballast);
    expect(await send()).toBe(202);
    cloud.answer = () => 'take';
    const stored = () => new Set(cloud.events.map(({ eventId }) => eventId));
    await cloud.until(() => {
      const ids = stored();
      return acknowledged.every(id => ids.has(id));
    });
    expect(await send()).toBe(202);
    await agent.stop();
    await cloud.stop();
  },
);
