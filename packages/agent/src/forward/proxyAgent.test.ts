import { systemClock } from '../clock';
import { agentConfig } from '../config/schema';
import { makeCertificate } from '../testing/certificate';
import { startCloud, type CloudServer } from '../testing/cloudServer';
import { clicks } from '../testing/events';
import { startProxy, type ProxyServer } from '../testing/proxyServer';
import { remove, temporaryFolder } from '../testing/runningAgent';
import { createCloud } from './cloud';
import type { OutgoingBatch } from './outgoing';

const folder = temporaryFolder();
const certificate = makeCertificate(folder);
const itByTls = certificate ? it : it.skip;
const never = new AbortController().signal;

let cloud: CloudServer;
let proxy: ProxyServer;
beforeEach(async () => {
  cloud = await startCloud(0, certificate);
  proxy = await startProxy();
});
afterEach(async () => {
  await proxy.stop();
  await cloud.stop();
});
afterAll(() => remove(folder));

const batch = (from: number): OutgoingBatch => ({
  sdkVersion: 'v/1',
  skewMs: 0,
  receivedAt: 0,
  count: 1,
  pieces: clicks(from, 1).map(event => JSON.stringify(event)),
});
const cloudBy = (url: string, { timeout = 30_000, trusted = true } = {}) => {
  const config = agentConfig.parse({
    orgId: 'org_1',
    listen: { open: true },
    cloud: { endpoint: cloud.url, ingestKey: 'nc_ingest_secret', proxy: url },
    spool: { folder },
  });
  const { cloud: settings } = config;
  const tls = trusted ? { ca: certificate?.cert } : {};
  return createCloud({ ...config, cloud: { ...settings, timeout } }, systemClock, tls);
};
const withUser = () => proxy.url.replace('://', '://agent:p%40ss@');

itByTls('sends through the tunnel of a proxy, one for many batches, and shows it nothing', async () => {
  const send = cloudBy(withUser());
  for (let n = 0; n < 3; n++)
    expect(await send(batch(n), never)).toMatchObject({ kind: 'taken', accepted: 1 });
  expect(cloud.events).toHaveLength(3);
  expect(proxy.asked).toEqual([
    {
      target: cloud.url.replace('https://', ''),
      authorization: `Basic ${Buffer.from('agent:p@ss').toString('base64')}`,
    },
  ]);
});

itByTls('waits where the proxy refuses, is away or says nothing, without telling its password', async () => {
  proxy.answer = 407;
  const { host } = new URL(proxy.url);
  expect(await cloudBy(withUser())(batch(0), never)).toEqual({
    kind: 'later',
    reason: `no answer: the proxy ${host} answered 407`,
    afterMs: 0,
  });
  proxy.answer = 0;
  expect(await cloudBy(withUser(), { timeout: 50 })(batch(0), never)).toMatchObject({ kind: 'later' });
  await proxy.stop();
  const away = await cloudBy(withUser())(batch(0), never);
  expect(away).toMatchObject({
    kind: 'later',
    reason: expect.stringContaining(`the proxy ${host} cannot be reached`),
  });
  expect(JSON.stringify(away)).not.toContain('p@ss');
  expect(cloud.events).toHaveLength(0);
});

itByTls('trusts no server that the proxy puts in the place of the portal', async () => {
  const send = cloudBy(proxy.url, { trusted: false });
  expect(await send(batch(0), never)).toMatchObject({
    kind: 'later',
    reason: expect.stringContaining('self-signed'),
  });
  expect(cloud.received).toHaveLength(0);
});
