import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { AgentConfig } from '../config/schema';
import type { Clock } from '../clock';
import { reasonOf } from '../reasonOf';
import { outcomeOf, type Outcome } from './answer';
import { bodyOf, type OutgoingBatch } from './outgoing';

const pack = promisify(gzip);
const route = '/v1/events/batch';

/** Sends a batch; never throws. */
export type SendBatch = (batch: OutgoingBatch, stop: AbortSignal) => Promise<Outcome>;

export const ingestUrl = (endpoint: string): string => {
  const base = endpoint.replace(/[?#].*/, '').replace(/\/+$/, '');
  return base.endsWith(route) ? base : `${base}${route}`;
};

/** Posts batches to the portal: compressed, with the ingest key and this agent's name. */
export function createCloud(config: Pick<AgentConfig, 'agentId' | 'cloud'>, clock: Clock): SendBatch {
  const { agentId, cloud } = config;
  const url = ingestUrl(cloud.endpoint);
  const headers = {
    authorization: `Bearer ${cloud.ingestKey}`,
    'content-type': 'application/json',
    'content-encoding': 'gzip',
  };
  return async (batch, stop) => {
    try {
      const body = await pack(bodyOf(batch, agentId, clock.now()));
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
        signal: AbortSignal.any([stop, AbortSignal.timeout(cloud.timeout)]),
      });
      const retryAfter = response.headers.get('retry-after');
      const text = await response.text();
      return outcomeOf({ status: response.status, retryAfter, text }, batch.count, clock.now());
    } catch (error) {
      return { kind: 'later', reason: `no answer: ${reasonOf(error)}`, afterMs: 0 };
    }
  };
}
