import type { Clock } from '@netcrab/plugin-api/backend';
import type { LiveRejection } from '../../contract';

export interface Refusal {
  readonly orgId: string;
  readonly productId: string;
  readonly rule: string;
  readonly field: string;
}

interface Counted extends Refusal {
  count: number;
  lastAt: number;
}

const unknownProduct = '(unknown)';
/** Field names come from outside: long ones are cut, and beyond this many kinds the oldest are forgotten. */
const maxFieldChars = 64;
const maxKinds = 5_000;

/** Why events were refused lately, counted by rule and field of each product. */
export function createRecentRejections(clock: Clock, keptMs: number) {
  const kinds = new Map<string, Counted>();
  const keyOf = ({ orgId, productId, rule, field }: Refusal) => `${orgId}\n${productId}\n${rule}\n${field}`;

  return {
    add(refused: Refusal): void {
      const now = clock.now();
      const refusal = { ...refused, field: refused.field.slice(0, maxFieldChars) };
      const key = keyOf(refusal);
      const known = kinds.get(key);
      // Put last again, so that the first is the one longest without news.
      kinds.delete(key);
      const count = known && known.lastAt >= now - keptMs ? known.count : 0;
      kinds.set(key, { ...refusal, count: count + 1, lastAt: now });
      if (kinds.size > maxKinds) for (const oldest of kinds.keys()) if (kinds.delete(oldest)) break;
    },
    /** Also those that name no product: they may be meant for any. */
    of(orgId: string, productId: string): LiveRejection[] {
      const since = clock.now() - keptMs;
      return [...kinds.values()]
        .filter(
          one =>
            one.orgId === orgId &&
            (one.productId === productId || one.productId === unknownProduct) &&
            one.lastAt >= since,
        )
        .map(({ rule, field, count, lastAt }) => ({ rule, field, count, lastAt }))
        .sort((a, b) => b.count - a.count || b.lastAt - a.lastAt);
    },
    forget(orgId: string, productId: string): void {
      for (const [key, one] of kinds)
        if (one.orgId === orgId && one.productId === productId) kinds.delete(key);
    },
  };
}
