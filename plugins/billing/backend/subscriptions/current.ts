import type { Clock, OrgId, PackId } from '@netcrab/plugin-api/backend';
import { tierTerms, type Subscription } from '../../contract';

/** What another instance changed counts here after this long at most; what this one changed, at once. */
const rememberMs = 5_000;
const mostOrgs = 20_000;

interface Remembered {
  readonly subscriptions: readonly Subscription[];
  readonly until: number;
}

/** Whether the subscription gives its rights now: the clock decides, whether or not a job has noticed. */
export const counts = (one: Subscription, now: number): boolean =>
  one.status !== 'canceled' && one.startsAt <= now && (one.endsAt === null || now < one.endsAt);

const covers = (one: Subscription, packId: PackId) => one.packIds === null || one.packIds.includes(packId);

/** The one with more rows a month; of equals the one that ends later. */
const better = (a: Subscription, b: Subscription): Subscription => {
  const rows = tierTerms[a.tier].rowsPerMonth - tierTerms[b.tier].rowsPerMonth;
  if (rows !== 0) return rows > 0 ? a : b;
  return (a.endsAt ?? Infinity) >= (b.endsAt ?? Infinity) ? a : b;
};

/** Subscriptions of the orgs that ask, in memory, since each query of a pack asks. */
export function currentSubscriptions(read: (orgId: OrgId) => Promise<readonly Subscription[]>, clock: Clock) {
  const remembered = new Map<OrgId, Remembered>();
  /** Raised by every change, so that a read that began before one is not remembered. */
  let changes = 0;

  async function load(orgId: OrgId): Promise<readonly Subscription[]> {
    const before = changes;
    const subscriptions = await read(orgId);
    if (before === changes) {
      const oldest = remembered.size >= mostOrgs ? remembered.keys().next().value : undefined;
      if (oldest !== undefined) remembered.delete(oldest);
      remembered.set(orgId, { subscriptions, until: clock.now() + rememberMs });
    }
    return subscriptions;
  }

  const ofOrg = (orgId: OrgId): readonly Subscription[] | Promise<readonly Subscription[]> => {
    const known = remembered.get(orgId);
    return known && clock.now() < known.until ? known.subscriptions : load(orgId);
  };

  function best(subscriptions: readonly Subscription[], packId: PackId): Subscription | null {
    const now = clock.now();
    let found: Subscription | null = null;
    for (const one of subscriptions) {
      if (counts(one, now) && covers(one, packId)) found = found ? better(found, one) : one;
    }
    return found;
  }

  return {
    forPack(orgId: OrgId, packId: PackId): Subscription | null | Promise<Subscription | null> {
      const all = ofOrg(orgId);
      return all instanceof Promise ? all.then(loaded => best(loaded, packId)) : best(all, packId);
    },
    async list(orgId: OrgId): Promise<Subscription[]> {
      const now = clock.now();
      return (await ofOrg(orgId)).filter(one => counts(one, now));
    },
    /** After a change has been committed. */
    forget(orgId: OrgId): void {
      changes++;
      remembered.delete(orgId);
    },
  };
}
