import { UnavailableError, type Clock, type Ids, type Logger } from '@netcrab/plugin-api/backend';
import type { QuotaRequest, RowReservation } from '../../contract';
import type { Wait } from '../verify/lookupBatch';
import type { utcCalendar } from './calendar';
import { exceeded } from './exceeded';
import type { DatabaseLeaseStore, LeaseAnswer } from './leaseStore';
import { leaseMs, usableUntil } from './leaseTimes';
import { quotaName, type LiveSlices } from './liveSlices';
import type { Settlements } from './settlements';
import { Slice, type QuotaKey } from './slice';

/** How long a request waits for other instances to return rows they do not use: two of their settlements. */
const recallTries = 6;
const recallWaitMs = 250;

export interface Leasing {
  /** Leases rows for one request, waiting a little for those that other instances hold idle. */
  take(request: QuotaRequest, rows: number, quota: QuotaKey): Promise<RowReservation>;
  /** Tops a slice up before it runs out, aside; one attempt at a time. */
  refill(slice: Slice, now: number): void;
}

/** Asks the database for rows: the slow way to a reservation. */
export function createLeasing({
  leases,
  live,
  settlements,
  calendar,
  clock,
  ids,
  log,
  wait,
}: {
  readonly leases: DatabaseLeaseStore;
  readonly live: LiveSlices;
  readonly settlements: Settlements;
  readonly calendar: ReturnType<typeof utcCalendar>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly wait: Wait;
}): Leasing {
  /** Per quota, so that requests ask the database one after the other. */
  const queues = new Map<string, Promise<unknown>>();

  function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
    const turn = (queues.get(name) ?? Promise.resolve()).then(work, work);
    const done = turn.then(
      () => undefined,
      () => undefined,
    );
    queues.set(name, done);
    void done.then(() => {
      if (queues.get(name) === done) queues.delete(name);
    });
    return turn;
  }

  /** A slice that was retired while the database was asked is settled soon. */
  function adopt(slice: Slice): boolean {
    const adopted = live.adopt(slice);
    if (!adopted) settlements.arm();
    return adopted;
  }

  async function ask(slice: Slice, extend: boolean, need: number): Promise<LeaseAnswer> {
    const now = clock.now();
    const answer = await leases.acquire({
      quota: slice.quota,
      leaseId: slice.leaseId,
      extend,
      limit: slice.limit,
      need,
      now,
      expiresAt: now + leaseMs,
    });
    if (answer.outcome === 'granted') {
      slice.free += answer.rows;
      slice.lowWater = answer.rows / 4;
      slice.usableUntil = usableUntil(now);
    }
    return answer;
  }

  async function acquire(request: QuotaRequest, rows: number): Promise<RowReservation> {
    const { orgId, packId, rowsPerMonth } = request;
    for (let tries = 1; ; tries++) {
      const { now, date, month } = calendar();
      const quota = { orgId, packId, month: month.key };
      const give = (from: Slice) => {
        const reservation = from.take(rows, request.keyId, date, now);
        settlements.arm();
        return reservation;
      };
      let slice = live.get(quota);
      if (slice?.isOverdue(now)) {
        await settlements.flush();
        if (!slice.isOverdue(clock.now())) continue;
      }
      if (slice && (slice.limit !== rowsPerMonth || !slice.isUsable(now))) {
        live.retire(slice);
        await settlements.flush();
        slice = undefined;
      }
      if (slice?.canGive(rows, now)) return give(slice);
      const extend = slice !== undefined;
      slice ??= new Slice(ids.uuid(), quota, rowsPerMonth, month.end, clock);
      let answer: LeaseAnswer;
      try {
        answer = await ask(slice, extend, Math.max(0, rows - slice.free));
      } catch (cause) {
        if (extend) live.retire(slice);
        throw new UnavailableError(
          'The row quota cannot be checked at the moment. Nothing was charged; try again shortly.',
          { cause, headers: { 'retry-after': '2' } },
        );
      }
      if (answer.outcome === 'granted') {
        // While the database was asked, a flush may have returned what was free.
        if (!adopt(slice) || !slice.canGive(rows, now)) continue;
        return give(slice);
      }
      if (answer.outcome === 'lost') {
        live.retire(slice);
        continue;
      }
      const own = live.ofQuota(quota);
      const outstanding = own.reduce((sum, one) => sum + one.reserved + one.unsettled, 0);
      const couldFit = answer.others > 0 && rows <= rowsPerMonth - answer.used - outstanding;
      if (!couldFit || tries >= recallTries) throw exceeded(request, rows, answer, own, month, clock.now());
      await settlements.flush();
      await wait(recallWaitMs);
    }
  }

  return {
    take: (request, rows, quota) => inTurn(quotaName(quota), () => acquire(request, rows)),

    refill(slice, now) {
      const name = quotaName(slice.quota);
      if (now < slice.refillAfter || queues.has(name)) return;
      void inTurn(name, async () => {
        try {
          const answer = await ask(slice, true, 0);
          if (answer.outcome === 'granted') adopt(slice);
          if (answer.outcome === 'lost') live.retire(slice);
          if (answer.outcome === 'refused') slice.refillAfter = clock.now() + 1_000;
        } catch (error) {
          // Whether the rows were leased is unknown: this lease is wound up and the next one starts afresh.
          live.retire(slice);
          log.warn({ err: error, ...slice.quota }, 'Could not lease rows ahead of need');
        }
      });
    },
  };
}
