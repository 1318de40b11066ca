import type { Clock, LimitsService, LimitState } from '@netcrab/plugin-api/backend';

/** Points are counted in sixteenths of the window, so a key costs the same however busy it is. */
const slotsPerWindow = 16;
const defaultMaxKeys = 100_000;

/** The points of one slot; they leave the window together, with the newest of them. */
interface Slot {
  readonly index: number;
  points: number;
  lastAt: number;
}
interface Usage {
  total: number;
  readonly slots: Slot[];
}

/**
 * Counts in memory of this process: several instances each allow the limit.
 *
 * Never more than `limit` points within any `windowMs`: a slot counts in full until its newest point is out, so a
 * refused caller may wait up to a sixteenth of the window longer than an exact log would ask. Refused points count
 * nothing. Beyond `maxKeys` the key seen first is forgotten.
 */
export function createLimits({
  clock,
  maxKeys = defaultMaxKeys,
}: {
  readonly clock: Clock;
  readonly maxKeys?: number;
}): LimitsService {
  return { window: (_name, windowMs) => slidingWindow(clock, windowMs, maxKeys) };
}

function slidingWindow(clock: Clock, windowMs: number, maxKeys: number) {
  const slotMs = windowMs / slotsPerWindow;
  const usages = new Map<string, Usage>();
  let sweepAt = 0;

  const expire = (usage: Usage, now: number) => {
    for (let oldest = usage.slots[0]; oldest && oldest.lastAt + windowMs <= now; oldest = usage.slots[0]) {
      usage.total -= oldest.points;
      usage.slots.shift();
    }
  };
  const sweep = (now: number) => {
    sweepAt = now + windowMs;
    for (const [key, usage] of usages) {
      expire(usage, now);
      if (usage.total === 0) usages.delete(key);
    }
  };
  const usageOf = (key: string, now: number): Usage => {
    const known = usages.get(key);
    if (known) {
      expire(known, now);
      return known;
    }
    if (now >= sweepAt) sweep(now);
    if (usages.size >= maxKeys) {
      const [first] = usages.keys();
      if (first !== undefined) usages.delete(first);
    }
    const fresh: Usage = { total: 0, slots: [] };
    usages.set(key, fresh);
    return fresh;
  };
  /** Until `points` more fit. */
  const roomIn = ({ total, slots }: Usage, limit: number, points: number, now: number): number => {
    let excess = total + points - limit;
    for (const slot of slots) {
      excess -= slot.points;
      if (excess <= 0) return slot.lastAt + windowMs - now;
    }
    return windowMs;
  };

  return {
    consume(key: string, limit: number, points = 1): LimitState {
      const now = clock.now();
      const usage = usageOf(key, now);
      const allowed = usage.total + points <= limit;
      if (allowed && points > 0) {
        const index = Math.floor(now / slotMs);
        const newest = usage.slots.at(-1);
        if (newest && newest.index >= index) {
          newest.points += points;
          newest.lastAt = Math.max(newest.lastAt, now);
        } else usage.slots.push({ index, points, lastAt: now });
        usage.total += points;
      }
      const remaining = Math.max(0, limit - usage.total);
      const full = !allowed || remaining === 0;
      return {
        allowed,
        limit,
        remaining,
        resetMs: full ? roomIn(usage, limit, allowed ? 1 : points, now) : 0,
      };
    },
  };
}
