import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { mkdirSync } from 'node:fs';
import { systemClock, type Clock } from './clock';
import type { AgentConfig } from './config/schema';
import { createCloud } from './forward/cloud';
import { createDeadLetters } from './forward/deadLetters';
import { startForwarder } from './forward/forwarder';
import { createIntake } from './intake/server';
import { createTakeBatch } from './intake/takeBatch';
import type { Log } from './log';
import { createMetrics } from './metrics';
import { eventRules } from './rules/eventRules';
import { lockFolder } from './spool/lock';
import { openSpool } from './spool/spool';
import { userSalt } from './userSalt';

export interface AgentOptions {
  readonly log: Log;
  readonly version: string;
  readonly clock?: Clock;
  readonly random?: () => number;
  /** Called when the agent cannot go on and should be stopped. */
  readonly onFailed?: (error: unknown) => void;
}

export interface Agent {
  /** Where it listens: `http://127.0.0.1:8686`. */
  readonly url: string;
  /** Takes no more, finishes what it has begun, leaves the rest in the spool. */
  stop(): Promise<void>;
}

/** Expired events are looked for this often. */
const expiryMs = 60_000;
const graceMs = 8_000;

/** Starts everything; when this resolves, events are taken. */
export async function startAgent(config: AgentConfig, options: AgentOptions): Promise<Agent> {
  const { log, version, clock = systemClock, random = Math.random } = options;
  const { folder, maxSize, maxAge, whenFull, deadLetterSize } = config.spool;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unlock = await lockFolder(folder);
  const salt = config.privacy.salt ?? userSalt(config.privacy.saltFile ?? path.join(folder, 'user-salt'));
  const metrics = createMetrics();
  const spool = openSpool({
    folder,
    maxBytes: maxSize,
    whenFull,
    now: clock.now,
    onAppended: () => forwarder.wake(),
    onDropped: (rule, events) => {
      metrics.dropped.inc({ rule }, events);
      log.warn('Events were dropped unsent.', { rule, events, maxSize, maxAge });
    },
  });
  const deadLetters = createDeadLetters({
    folder,
    agentId: config.agentId,
    maxBytes: deadLetterSize,
    now: clock.now,
    onDropped: bytes =>
      log.warn('The oldest refused events were removed: spool.deadLetterSize is reached.', { bytes }),
  });
  const forwarder = startForwarder({
    spool,
    deadLetters,
    metrics,
    log,
    clock,
    random,
    send: createCloud(config, clock),
    concurrency: config.cloud.concurrency,
    lingerMs: config.cloud.linger,
    onFailed: error => options.onFailed?.(error),
  });
  const oldestAge = () => (spool.oldestAt === null ? 0 : Math.max(0, (clock.now() - spool.oldestAt) / 1_000));
  metrics.watch({
    pendingBytes: () => spool.pendingBytes,
    diskBytes: () => spool.diskBytes,
    maxBytes: maxSize,
    oldestAge,
    deadLetterBytes: () => deadLetters.bytes,
    cloudUp: () => forwarder.cloud.state === 'up',
  });

  let stopping = false;
  const unready = () => {
    if (stopping) return 'The agent is stopping.';
    return whenFull === 'refuse' && spool.pendingBytes >= maxSize * 0.98
      ? 'The spool is full. Bring the cloud back, raise spool.maxSize, or set spool.whenFull: drop-oldest.'
      : null;
  };
  const server = createIntake({
    config,
    metrics,
    log,
    unready,
    takeBatch: createTakeBatch({ rules: eventRules(config, salt), spool, metrics, clock, log }),
    health: () => ({
      status: 'ok',
      version,
      agentId: config.agentId,
      cloud: forwarder.cloud,
      spool: {
        pendingBytes: spool.pendingBytes,
        maxBytes: maxSize,
        oldestAgeSeconds: Math.round(oldestAge()),
      },
    }),
  });
  const expire = setInterval(() => spool.expire(clock.now() - maxAge), expiryMs).unref();

  async function stop() {
    stopping = true;
    clearInterval(expire);
    const closed = new Promise<void>(resolve => server.close(() => resolve()));
    server.closeIdleConnections();
    const forced = setTimeout(() => server.closeAllConnections(), graceMs);
    await closed;
    clearTimeout(forced);
    await forwarder.stop(graceMs);
    await spool.close();
    await unlock();
  }

  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(config.listen.port, config.listen.host, () => resolve());
    });
  } catch (error) {
    await forwarder.stop(0);
    await spool.close();
    await unlock();
    throw error;
  }
  const { address, port, family } = server.address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  return { url: `${config.listen.tls ? 'https' : 'http'}://${host}:${port}`, stop };
}
