import { UnavailableError, type Clock, type Logger } from '@netcrab/plugin-api/backend';
import { patterns, skewBandOf, type IngestAnswer } from '../../contract';
import type { Counters } from '../counters/counters';
import type { LiveFeed } from '../live/liveFeed';
import { LogUnavailableError, type EventLog } from '../log/eventLog';
import { encodeRecord } from '../log/record';
import { inflate } from './inflate';
import { createJudge, type Judged } from './judge';
import type { RecentIds } from './recentIds';
import { idWords } from './scan/eventId';

export interface IngestOptions {
  readonly log: EventLog;
  readonly counters: Counters;
  readonly live: Pick<LiveFeed, 'acknowledged' | 'refused'>;
  readonly recent: RecentIds;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly inflatedBytes: number;
  readonly clockToleranceMs: number;
  /** For the metrics. */
  readonly onOutcome: (outcome: 'accepted' | 'rejected' | 'duplicate', count: number) => void;
}

export interface IncomingBatch {
  readonly orgId: string;
  readonly body: Uint8Array;
  readonly encoding: string | string[] | undefined;
}

/** The product a refused event names, if it can be counted under it. */
function productOf(event: unknown): string {
  const id = typeof event === 'object' && event !== null && 'productId' in event ? event.productId : null;
  return typeof id === 'string' && patterns.productId.test(id) ? id : '(unknown)';
}

/** Takes a batch in: judges its events, makes the good ones durable, then answers. */
export function createIngest(options: IngestOptions) {
  const { counters, live, recent, clock, logger } = options;
  const judge = createJudge(recent);

  async function store(orgId: string, judged: Judged, receivedAt: number) {
    const { sdkVersion, sentAt, bytes, freshIds } = judged;
    const skew = receivedAt - sentAt;
    const shiftMs = Math.abs(skew) < options.clockToleranceMs ? 0 : skew;
    try {
      await options.log.append(encodeRecord({ orgId, receivedAt, shiftMs, sdkVersion }, bytes));
    } catch (error) {
      if (!(error instanceof LogUnavailableError)) throw error;
      logger.error({ err: error }, 'Events were refused: the log could not be written');
      throw new UnavailableError(
        'Events cannot be stored now; none of this batch was taken. Send it again later.',
        {
          headers: { 'retry-after': '5' },
          cause: error,
        },
      );
    }
    // Only what is on disk may be called a duplicate later.
    for (let at = 0; at < freshIds.length; at += idWords) recent.add(freshIds, at);
    live.acknowledged({ orgId, receivedAt, sdkVersion, products: judged.products, bytes });
  }

  function count(
    orgId: string,
    { sdkVersion, sentAt, products, rejected }: Judged,
    receivedAt: number,
    duplicates: number,
  ) {
    const skew = `skew:${skewBandOf(receivedAt - sentAt)}`;
    for (const { productId, count: fresh, late } of products) {
      if (fresh === 0) continue;
      counters.add(orgId, productId, 'accepted', fresh);
      counters.add(orgId, productId, `sdk:${sdkVersion}`, fresh);
      counters.add(orgId, productId, skew, fresh);
      if (late > 0) counters.add(orgId, productId, 'late', late);
    }
    if (duplicates > 0) counters.add(orgId, products[0]?.productId ?? '(unknown)', 'duplicates', duplicates);
    for (const { event, rejection } of rejected) {
      const productId = productOf(event);
      counters.add(orgId, productId, `rejected:${rejection.rule}`, 1);
      live.refused({ orgId, productId, rule: rejection.rule, field: rejection.field });
    }
  }

  return async ({ orgId, body, encoding }: IncomingBatch): Promise<IngestAnswer> => {
    const receivedAt = clock.now();
    const bytes = await inflate(body, encoding, options.inflatedBytes);
    const judged = judge(bytes, orgId);
    const { accepted, fresh, rejected } = judged;
    if (fresh > 0) await store(orgId, judged, receivedAt);

    const duplicates = accepted - fresh;
    count(orgId, judged, receivedAt, duplicates);
    options.onOutcome('accepted', fresh);
    options.onOutcome('rejected', rejected.length);
    options.onOutcome('duplicate', duplicates);
    return {
      status: rejected.length === 0 ? 'accepted' : accepted === 0 ? 'rejected' : 'partial',
      accepted: fresh,
      rejected: rejected.length,
      duplicates,
      ...(rejected.length > 0 && {
        errors: rejected.map(({ index, rejection: { field, message } }) => ({ index, field, message })),
      }),
    };
  };
}
