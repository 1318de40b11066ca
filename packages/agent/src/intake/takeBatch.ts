import { wireEnvelope, type IngestAnswer } from '@netcrab/plugin-telemetry/contract';
import type { Clock } from '../clock';
import type { Log } from '../log';
import { reasonOf } from '../reasonOf';
import type { AgentMetrics } from '../metrics';
import type { EventRules } from '../rules/eventRules';
import { SpoolUnavailableError } from '../spool/groupWriter';
import type { SpoolRecord } from '../spool/record';
import type { Spool } from '../spool/spool';
import { HttpError } from './httpError';

export interface TakeBatchOptions {
  readonly rules: EventRules;
  readonly spool: Spool;
  readonly metrics: AgentMetrics;
  readonly clock: Clock;
  readonly log: Log;
}

/** As the portal answers; beside it, what this agent's rules left out. All of them add up to the events sent. */
export interface AgentAnswer extends IngestAnswer {
  readonly dropped: number;
}

/** A line of the spool is about this long at most, whatever came at once. */
const recordBytes = 256 * 1_024;

function envelopeOf(body: Buffer) {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    throw new HttpError(
      'invalid_request',
      'The body is not valid JSON. Send {sdkVersion, sentAt, events: [...]}.',
    );
  }
  const { data, error } = wireEnvelope.safeParse(json);
  if (data) return data;
  const byField = new Map<string, string>();
  for (const { path, message } of error.issues) {
    const field = path.map(String).join('.');
    if (!byField.has(field)) byField.set(field, message);
  }
  const details = [...byField].map(([field, message]) => ({ field, message }));
  throw new HttpError('invalid_request', 'The batch cannot be read: check its fields.', { details });
}

/** Puts events together to records of a bounded length. */
function recordsOf(header: Omit<SpoolRecord, 'count' | 'events'>, events: readonly string[]): SpoolRecord[] {
  const groups: string[][] = [];
  let bytes = Infinity;
  for (const event of events) {
    if (bytes + event.length > recordBytes) {
      groups.push([]);
      bytes = 0;
    }
    groups.at(-1)?.push(event);
    bytes += event.length;
  }
  return groups.map(group => ({ ...header, count: group.length, events: group.join(',') }));
}

function unavailable(error: unknown, log: Log, metrics: AgentMetrics): unknown {
  if (!(error instanceof SpoolUnavailableError)) return error;
  metrics.refusedRequests.inc({ reason: `spool_${error.reason}` });
  if (error.reason === 'disk' || error.reason === 'full')
    log.error('Events were refused: the spool takes none.', { cause: reasonOf(error) });
  return new HttpError(
    'unavailable',
    'Events cannot be stored now; none of this batch was acknowledged. Send it again later.',
    { retryAfterSeconds: error.reason === 'busy' ? 1 : 15 },
  );
}

/**
 * Takes a batch in: applies the rules to each event, makes what is left durable, then answers. A bad event costs no other.
 * @throws HttpError
 */
export function createTakeBatch({ rules, spool, metrics, clock, log }: TakeBatchOptions) {
  return async (body: Buffer): Promise<AgentAnswer> => {
    const receivedAt = clock.now();
    const { sdkVersion, sentAt: sent, events } = envelopeOf(body);
    const sentAt = Date.parse(sent);
    const kept: string[] = [];
    const errors: Array<{ index: number; field: string; message: string }> = [];
    let dropped = 0;
    for (const [index, event] of events.entries()) {
      const verdict = rules(event, { sentAt });
      if (verdict.kind === 'keep') kept.push(verdict.json);
      else if (verdict.kind === 'drop') {
        dropped++;
        metrics.dropped.inc({ rule: verdict.rule });
      } else {
        const { rule, field, message } = verdict.rejection;
        metrics.rejected.inc({ rule });
        errors.push({ index, field, message });
      }
    }
    const stopTimer = metrics.appendSeconds.startTimer();
    try {
      const header = { receivedAt, skewMs: receivedAt - sentAt, sdkVersion };
      await Promise.all(recordsOf(header, kept).map(record => spool.append(record)));
    } catch (error) {
      throw unavailable(error, log, metrics);
    }
    if (kept.length > 0) stopTimer();
    metrics.accepted.inc(kept.length);
    return {
      status: errors.length === 0 ? 'accepted' : kept.length === 0 ? 'rejected' : 'partial',
      accepted: kept.length,
      rejected: errors.length,
      duplicates: 0,
      dropped,
      ...(errors.length > 0 && { errors }),
    };
  };
}
