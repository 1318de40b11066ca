import path from 'node:path';
import { mkdirSync } from 'node:fs';
import { systemClock, type Clock } from './clock';
import type { AgentConfig } from './config/schema';
import { readCertificate, type Certificate } from './config/tls';
import { createCloud } from './forward/cloud';
import { createDeadLetters } from './forward/deadLetters';
import { startForwarder } from './forward/forwarder';
import { createIntake } from './intake/server';
import { closed, listening, urlOf } from './intake/listening';
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
/** Share of the spool's bound at which senders should look for another agent. */
const nearlyFull = 0.98;

/** Starts everything; when this resolves, events are taken. @throws ConfigError and what listening throws */
export async function startAgent(config: AgentConfig, options: AgentOptions): Promise<Agent> {
  const { folder } = config.spool;
  const certificate = readCertificate(config.listen);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unlock = await lockFolder(folder);
  try {
    const salt = config.privacy.salt ?? userSalt(config.privacy.saltFile ?? path.join(folder, 'user-salt'));
    const running = await start(config, options, certificate, salt);
    return { url: running.url, stop: () => running.stop().finally(unlock) };
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function start(
  config: AgentConfig,
  options: AgentOptions,
  certificate: Certificate | undefined,
  salt: string,
): Promise<Agent> {
  const { log, version, clock = systemClock, random = Math.random } = options;
  const { folder, maxSize, maxAge, whenFull, deadLetterSize } = config.spool;
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
  const oldestAge = () => (spool.oldestAt === null ? 0 : Math.max(0, (clock.now() - spool.oldestAt) / 1_000));

  let stopping = false;
  const server = createIntake({
    config,
    certificate,
    metrics,
    log,
    takeBatch: createTakeBatch({ rules: eventRules(config, salt), spool, metrics, clock, log }),
    unready() {
      if (stopping) return 'The agent is stopping.';
      return whenFull === 'refuse' && spool.pendingBytes >= maxSize * nearlyFull
        ? 'The spool is full. Bring the cloud back, raise spool.maxSize, or set spool.whenFull: drop-oldest.'
        : null;
    },
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
  try {
    await listening(server, config.listen);
  } catch (error) {
    await spool.close();
    throw error;
  }

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
  metrics.watch({
    pendingBytes: () => spool.pendingBytes,
    diskBytes: () => spool.diskBytes,
    maxBytes: maxSize,
    oldestAge,
    deadLetterBytes: () => deadLetters.bytes,
    cloudUp: () => forwarder.cloud.state === 'up',
  });
  const expire = setInterval(() => spool.expire(clock.now() - maxAge), expiryMs).unref();

  return {
    url: urlOf(server, certificate),
    async stop() {
      stopping = true;
      clearInterval(expire);
      await closed(server, graceMs);
      await forwarder.stop(graceMs);
      await spool.close();
    },
  };
}
