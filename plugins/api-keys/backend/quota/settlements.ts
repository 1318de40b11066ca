import type { Clock, Logger } from '@netcrab/plugin-api/backend';
import type { DatabaseLeaseStore } from './leaseStore';
import { leaseMs, skewMs, usableUntil } from './leaseTimes';
import type { LiveSlices } from './liveSlices';
import type { Settlement, Slice } from './slice';

/** Delivered rows are written this often, so that a crash forgives less than a second. */
const settleEveryMs = 500;
/** One transaction settles at most so many leases. */
const largestGroup = 200;

export interface Settlements {
  /** Flushes in a while, unless that is planned. */
  arm(): void;
  /** Writes what was delivered and returns what is not needed. */
  flush(): Promise<void>;
  /** Plans no more. */
  disarm(): void;
}

export function createSettlements({
  leases,
  live,
  clock,
  log,
}: {
  readonly leases: DatabaseLeaseStore;
  readonly live: LiveSlices;
  readonly clock: Clock;
  readonly log: Logger;
}): Settlements {
  let timer: NodeJS.Timeout | null = null;
  let flushing: Promise<void> | null = null;

  function arm() {
    timer ??= setTimeout(() => {
      timer = null;
      void flush();
    }, settleEveryMs).unref();
  }

  function flush(): Promise<void> {
    // One at a time; who comes during one waits for the next, which then includes what they want written.
    const after = (flushing ?? Promise.resolve()).then(settleAll);
    flushing = after;
    return after;
  }

  async function settleAll(): Promise<void> {
    const slices = live.all();
    if (slices.length === 0) return;
    try {
      await noticeRecalls(slices);
      const now = clock.now();
      const due = slices.flatMap(slice => {
        const settlement = slice.settlement(now, slice.usableUntil - skewMs);
        return settlement ? [{ slice, settlement }] : [];
      });
      for (let i = 0; i < due.length; i += largestGroup) await settleGroup(due.slice(i, i + largestGroup));
    } catch (error) {
      for (const slice of slices) if (slice.unsettled > 0) slice.blocked = true;
      log.error({ err: error }, 'Could not write the usage of API keys; it is tried again');
    }
    if (live.forgetEmpty()) arm();
  }

  async function noticeRecalls(slices: readonly Slice[]) {
    const withFree = slices.filter(slice => slice.free > 0);
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
      else slice.settled(usableUntil(now));
    }
  }

  /** The lease ended while this instance was stopped or cut off: its rows belong to others now. */
  function forgive(slice: Slice) {
    log.warn(
      { ...slice.quota, rows: slice.unsettled },
      'A lease on a row quota ran out before it was settled; its rows are forgiven',
    );
    slice.abandon();
    live.retire(slice);
  }

  return {
    arm,
    flush,
    disarm() {
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
}
