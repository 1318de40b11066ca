import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { AgentConfig } from '../config/schema';
import type { Clock } from '../clock';
import { reasonOf } from '../reasonOf';
import { outcomeOf, type Outcome } from './answer';
import { bodyOf, type OutgoingBatch } from './outgoing';
import { proxyAgent } from './proxyAgent';

const pack = promisify(gzip);
const route = '/v1/events/batch';

/** Sends a batch; never throws. */
export type SendBatch = (batch: OutgoingBatch, stop: AbortSignal) => Promise<Outcome>;

export const ingestUrl = (endpoint: string): string => {
  const base = endpoint.replace(/[?#].*/, '').replace(/\/+$/, '');
  return base.endsWith(route) ? base : `${base}${route}`;
};

/** Connections wait this long for the next batch, less than servers usually keep them. */
const idleMs = 4_000;

function agentFor(url: URL, { proxy, timeout }: AgentConfig['cloud'], tls: https.AgentOptions): http.Agent {
  const options = { ...tls, keepAlive: true, timeout: idleMs };
  if (url.protocol === 'http:') return new http.Agent(options);
  return proxy ? proxyAgent(new URL(proxy), timeout, options) : new https.Agent(options);
}

interface Posted {
  readonly headers: http.OutgoingHttpHeaders;
  readonly body: Buffer;
  readonly agent: http.Agent;
  readonly signal: AbortSignal;
}

/** Follows no redirection: what is told goes where the configuration says, or nowhere. */
const post = (url: URL, { body, headers, ...options }: Posted) =>
  new Promise<{ status: number; retryAfter: string | null; text: string }>((resolve, reject) => {
    const { request } = url.protocol === 'http:' ? http : https;
    const asked = request(url, {
      ...options,
      method: 'POST',
      headers: { ...headers, 'content-length': body.length },
    });
    asked.once('response', response => {
      const { statusCode: status = 0, headers: said } = response;
      text(response).then(
        body => resolve({ status, retryAfter: said['retry-after'] ?? null, text: body }),
        reject,
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });

/**
 * Posts batches to the portal: compressed, with the ingest key and this agent's name.
 * @param tls whom to trust beside those the system does
 */
export function createCloud(
  config: Pick<AgentConfig, 'agentId' | 'cloud'>,
  clock: Clock,
  tls: https.AgentOptions = {},
): SendBatch {
  const { agentId, cloud } = config;
  const url = new URL(ingestUrl(cloud.endpoint));
  const agent = agentFor(url, cloud, tls);
  const headers = {
    authorization: `Bearer ${cloud.ingestKey}`,
    'content-type': 'application/json',
    'content-encoding': 'gzip',
  };
  return async (batch, stop) => {
    try {
      const body = await pack(bodyOf(batch, agentId, clock.now()));
      const signal = AbortSignal.any([stop, AbortSignal.timeout(cloud.timeout)]);
      return outcomeOf(await post(url, { headers, body, agent, signal }), batch.count, clock.now());
    } catch (error) {
      return { kind: 'later', reason: `no answer: ${reasonOf(error)}`, afterMs: 0 };
    }
  };
}
