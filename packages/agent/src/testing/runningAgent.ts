import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startAgent, type Agent } from '../agent';
import { systemClock, type Clock } from '../clock';
import { agentConfig } from '../config/schema';
import { createLog } from '../log';
import type { AgentAnswer } from '../intake/takeBatch';

type Settings = Readonly<Record<string, unknown>>;

export const temporaryFolder = (): string => mkdtempSync(path.join(os.tmpdir(), 'agent-'));
export const localKey = 'local-key-0123456789';

export interface RunningAgent extends Agent {
  readonly folder: string;
  /** What it said, one object a line. */
  readonly said: Array<Readonly<Record<string, unknown>>>;
  send(events: readonly unknown[], envelope?: object): Promise<{ status: number; body: AgentAnswer }>;
  /** The value of a metric, written as Prometheus does: `name{label="x"}`. */
  metric(name: string): Promise<number | undefined>;
}

/** An agent of this process in a folder of its own, which `remove` takes away. */
export async function runningAgent(
  endpoint: string,
  settings: { readonly [part: string]: Settings | undefined } = {},
  folder = temporaryFolder(),
): Promise<RunningAgent> {
  const said: Array<Readonly<Record<string, unknown>>> = [];
  const config = agentConfig.parse({
    orgId: 'org_1',
    agentId: 'agent-1',
    listen: { port: 0, keys: [localKey], ...settings.listen },
    cloud: { endpoint, ingestKey: 'nc_ingest_test', linger: '5ms', ...settings.cloud },
    rules: { ...settings.rules },
    privacy: { ...settings.privacy },
    spool: { folder, ...settings.spool },
  });
  const log = createLog(line => said.push(JSON.parse(line) as Settings), Date.now);
  // Short waits between tries: the pauses are tested by themselves.
  const clock: Clock = { ...systemClock, sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 10), signal) };
  const agent = await startAgent(config, { log, version: 'test', clock });
  return {
    ...agent,
    folder,
    said,
    async send(events, envelope = {}) {
      const response = await fetch(`${agent.url}/v1/events/batch`, {
        method: 'POST',
        headers: { authorization: `Bearer ${localKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ sdkVersion: 'test/1', sentAt: new Date().toISOString(), events, ...envelope }),
      });
      return { status: response.status, body: (await response.json()) as AgentAnswer };
    },
    async metric(name) {
      const text = await (await fetch(`${agent.url}/metrics`)).text();
      const line = text.split('\n').find(one => one.startsWith(`netcrab_agent_${name} `));
      return line === undefined ? undefined : Number(line.split(' ').at(-1));
    },
  };
}

export const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true });
