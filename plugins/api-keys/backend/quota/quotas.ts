import {
  QuotaExceededError,
  UnavailableError,
  type Clock,
  type Ids,
  type Logger,
  type OrgId,
  type PackId,
} from '@netcrab/plugin-api/backend';
import type { QuotaRequest, QuotaService, QuotaState, RowReservation } from '../../contract';
import type { Wait } from '../verify/lookupBatch';
import { lastDays, utcCalendar, type Month } from './calendar';
import type { DatabaseLeaseStore, LeaseAnswer } from './leaseStore';
import { Slice, type QuotaKey, type Settlement } from './slice';
import type { DatabaseUsageStore } from './usageStore';

/** A lease ends in the database after this; an instance stops using it `skewMs` earlier, since clocks differ. */
const leaseMs = 30_000;
const skewMs = 10_000;
/** Delivered rows are written this often, so that a crash forgives less than a second. */
export const settleEveryMs = 500;
/** How long a request waits for other instances to return rows they do not use: two of their settlements. */
const recallTries = 6;
const recallWaitMs = 250;
/** One transaction settles at most so many leases. */
const largestGroup = 200;

export interface QuotaOptions {
  readonly leases: DatabaseLeaseStore;
  readonly usage: DatabaseUsageStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly wait: Wait;
}

export interface Quotas extends QuotaService {
  /** Writes what was delivered and returns what is not needed. Done by itself every {@link settleEveryMs}. */
  flush(): Promise<void>;
  /** Flushes and gives every lease back. */
  stop(): Promise<void>;
}

/** Row quotas by leases: the hot path decides in memory, the database sees a few writes a second. */
export function createQuotas({ leases, usage, clock, ids, log, wait }: QuotaOptions): Quotas {
  const calendar = utcCalendar(clock);
  /** The slice that hands out, per quota. */
  const slices = new Map<string, Slice>();
  /** Retired, with something left to settle. */
  const draining = new Set<Slice>();
  /** Per quota, so that requests ask the database one after the other. */
  const queues = new Map<string, Promise<unknown>>();
  let timer: NodeJS.Timeout | null = null;
  let flushing: Promise<void> | null = null;

  const idOf = (orgId: string, packId: string, month: string) => `${orgId}|${packId}|${month}`;
  const all = () => [...slices.values(), ...draining];
  const ofQuota = (quota: QuotaKey) =>
    all().filter(
      ({ quota: q }) => q.orgId === quota.orgId && q.packId === quota.packId && q.month === quota.month,
    );

  function retire(id: string, slice: Slice) {
    slice.retired = true;
    if (slices.get(id) === slice) slices.delete(id);
    draining.add(slice);
  }

  /** Makes a slice that was granted rows the one that hands out, unless it was retired or replaced meanwhile. */
  function adopt(id: string, slice: Slice): boolean {
    const current = slices.get(id) ?? slice;
    if (slice.retired || current !== slice) {
      retire(id, slice);
      arm();
      return false;
    }
    slices.set(id, slice);
    return true;
  }

  function arm() {
    timer ??= setTimeout(() => {
      timer = null;
      void flush();
    }, settleEveryMs).unref();
  }

  function give(
    slice: Slice,
    request: QuotaRequest,
    rows: number,
    now: number,
    date: string,
  ): RowReservation {
    const reservation = slice.take(rows, request.keyId, date, now);
    arm();
    return reservation;
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
      slice.usableUntil = now + leaseMs - skewMs;
    }
    return answer;
  }

  /** Tops a slice up before it runs out, aside; one attempt at a time. */
  function refill(id: string, slice: Slice, now: number) {
    if (now < slice.refillAfter || queues.has(id)) return;
    void inTurn(id, async () => {
      try {
        const answer = await ask(slice, true, 0);
        if (answer.outcome === 'granted') adopt(id, slice);
        if (answer.outcome === 'lost') retire(id, slice);
        if (answer.outcome === 'refused') slice.refillAfter = clock.now() + 1_000;
      } catch (error) {
        // Whether the rows were leased is unknown: this lease is wound up and the next one starts afresh.
        retire(id, slice);
        log.warn({ err: error, ...slice.quota }, 'Could not lease rows ahead of need');
      }
    });
  }

  function inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const turn = (queues.get(id) ?? Promise.resolve()).then(work, work);
    const done = turn.then(
      () => undefined,
      () => undefined,
    );
    queues.set(id, done);
    void done.then(() => {
      if (queues.get(id) === done) queues.delete(id);
    });
    return turn;
  }

  /** The slow way: leases rows for one request, waiting a little for those that other instances hold idle. */
  async function acquire(request: QuotaRequest, rows: number): Promise<RowReservation> {
    const { orgId, packId, rowsPerMonth } = request;
    for (let tries = 1; ; tries++) {
      const { now, date, month } = calendar();
      const id = idOf(orgId, packId, month.key);
      let slice = slices.get(id);
      if (slice?.isOverdue(now)) {
        await flush();
        if (!slice.isOverdue(clock.now())) continue;
      }
      if (slice && (slice.limit !== rowsPerMonth || !slice.isUsable(now))) {
        retire(id, slice);
        await flush();
        slice = undefined;
      }
      if (slice?.canGive(rows, now)) return give(slice, request, rows, now, date);
      const extend = slice !== undefined;
      slice ??= new Slice(ids.uuid(), { orgId, packId, month: month.key }, rowsPerMonth, month.end, clock);
      let answer: LeaseAnswer;
      try {
        answer = await ask(slice, extend, Math.max(0, rows - slice.free));
      } catch (cause) {
        if (extend) retire(id, slice);
        throw new UnavailableError(
          'The row quota cannot be checked at the moment. Nothing was charged; try again shortly.',
          {
            cause,
            headers: { 'retry-after': '2' },
          },
        );
      }
      if (answer.outcome === 'granted') {
        // While the database was asked, a flush may have returned what was free.
        if (!adopt(id, slice) || !slice.canGive(rows, now)) continue;
        return give(slice, request, rows, now, date);
      }
      if (answer.outcome === 'lost') {
        retire(id, slice);
        continue;
      }
      const outstanding = ofQuota(slice.quota).reduce((sum, one) => sum + one.reserved + one.unsettled, 0);
      const couldFit = answer.others > 0 && rows <= rowsPerMonth - answer.used - outstanding;
      if (!couldFit || tries >= recallTries) throw exceeded(request, rows, answer, month, slice);
      await flush();
      await wait(recallWaitMs);
    }
  }

  function exceeded(
    { packId, rowsPerMonth: limit }: QuotaRequest,
    requested: number,
    answer: Extract<LeaseAnswer, { outcome: 'refused' }>,
    month: Month,
    slice: Slice,
  ) {
    const own = ofQuota(slice.quota);
    const used = answer.used + own.reduce((sum, one) => sum + one.unsettled, 0);
    const idle = own.reduce((sum, one) => sum + one.free + one.unsettled, 0);
    const reserved = Math.max(0, answer.own + answer.others - idle);
    const left = Math.max(0, limit - used - reserved);
    const resetsAt = new Date(month.end).toISOString();
    return new QuotaExceededError(
      `This request needs ${requested} rows of "${packId}" and ${left} of this month's ${limit} are left. ` +
        `Ask for fewer rows, move to a larger tier, or wait until ${resetsAt}.`,
      {
        details: { used, reserved, limit, requested, resetsAt },
        headers: { 'retry-after': String(Math.max(1, Math.ceil((month.end - clock.now()) / 1000))) },
      },
    );
  }

  function flush(): Promise<void> {
    // One at a time; who comes during one waits for the next, which then includes what they want written.
    const after = (flushing ?? Promise.resolve()).then(settleAll);
    flushing = after;
    return after;
  }

  async function settleAll(): Promise<void> {
    const live = all();
    if (live.length === 0) return;
    try {
      await noticeRecalls(live);
      const now = clock.now();
      const due = live.flatMap(slice => {
        const settlement = slice.settlement(now, slice.usableUntil - skewMs);
        return settlement ? [{ slice, settlement }] : [];
      });
      for (let i = 0; i < due.length; i += largestGroup) await settleGroup(due.slice(i, i + largestGroup));
    } catch (error) {
      for (const slice of live) if (slice.unsettled > 0) slice.blocked = true;
      log.error({ err: error }, 'Could not write the usage of API keys; it is tried again');
    }
    for (const [id, slice] of slices) if (slice.isEmpty) slices.delete(id);
    for (const slice of draining) if (slice.isEmpty) draining.delete(slice);
    if (slices.size + draining.size > 0) arm();
  }

  async function noticeRecalls(live: readonly Slice[]) {
    const withFree = live.filter(slice => slice.free > 0);
    if (withFree.length === 0) return;
    const recalled = new Set(await leases.recalled(withFree.map(slice => slice.leaseId)));
    for (const slice of withFree) if (recalled.has(slice.leaseId)) slice.recalled = true;
  }

  async function settleGroup(group: ReadonlyArray<{ slice: Slice; settlement: Settlement }>) {
    const now = clock.now();
    const settlements = group.map(one => one.settlement);
    const { lost } = await leases.settle(settlements, now, now + leaseMs);
    for (const { slice } of group) {
      if (lost.has(slice.leaseId)) forgive(slice);
      else slice.settled(now + leaseMs - skewMs);
    }
  }

  /** The lease ended while this instance was stopped or cut off: its rows belong to others now. */
  function forgive(slice: Slice) {
    const { orgId, packId, month } = slice.quota;
    log.warn(
      { ...slice.quota, rows: slice.unsettled },
      'A lease on a row quota ran out before it was settled; its rows are forgiven',
    );
    slice.abandon();
    retire(idOf(orgId, packId, month), slice);
  }

  return {
    reserve(request, rows) {
      if (!Number.isSafeInteger(rows) || rows < 0) throw new RangeError(`Cannot reserve ${rows} rows`);
      const { now, date, month } = calendar();
      const id = idOf(request.orgId, request.packId, month.key);
      const slice = slices.get(id);
      if (slice && slice.limit === request.rowsPerMonth && slice.canGive(rows, now)) {
        const reservation = give(slice, request, rows, now, date);
        if (slice.free < slice.lowWater) refill(id, slice, now);
        return reservation;
      }
      return inTurn(id, () => acquire(request, rows));
    },

    async state({ orgId, packId, rowsPerMonth }): Promise<QuotaState> {
      await flush();
      const { now, month } = calendar();
      const quota = { orgId, packId, month: month.key };
      const { used, leased } = await leases.read(quota, now);
      const own = ofQuota(quota);
      const unsettled = own.reduce((sum, slice) => sum + slice.unsettled, 0);
      const idle = own.reduce((sum, slice) => sum + slice.free, 0);
      return {
        used: used + unsettled,
        reserved: Math.max(0, leased - unsettled - idle),
        limit: rowsPerMonth,
        resetsAt: month.end,
      };
    },

    async daily(orgId: OrgId, packId: PackId, days: number) {
      await flush();
      const dates = lastDays(clock.now(), days);
      const found = new Map(
        (await usage.days(orgId, packId, dates[0] ?? '', dates.at(-1) ?? '')).map(day => [day.date, day]),
      );
      return dates.map(date => found.get(date) ?? { date, rows: 0, requests: 0 });
    },

    flush,

    async stop() {
      for (const [id, slice] of slices) retire(id, slice);
      await flush();
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
}
