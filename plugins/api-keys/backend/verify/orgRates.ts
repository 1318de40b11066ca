import type { Clock, OrgId } from '@netcrab/plugin-api/backend';
import { tierTerms, type Subscription } from '@netcrab/plugin-billing/contract';

/** Without a subscription a key still reads samples: at Standard's pace. */
const withoutSubscription = tierTerms.standard.requestsPerMinute;
const rememberMs = 1_000;
const mostOrgs = 20_000;

/** Requests a minute that an org may make: of its best subscription. A change counts within a second. */
export function orgRates(list: (orgId: OrgId) => Promise<readonly Subscription[]>, clock: Clock) {
  const remembered = new Map<OrgId, { readonly rate: number; readonly until: number }>();

  async function read(orgId: OrgId): Promise<number> {
    const subscriptions = await list(orgId);
    const rate = Math.max(
      withoutSubscription,
      ...subscriptions.map(one => tierTerms[one.tier].requestsPerMinute),
    );
    if (remembered.size >= mostOrgs) remembered.clear();
    remembered.set(orgId, { rate, until: clock.now() + rememberMs });
    return rate;
  }

  return (orgId: OrgId): number | Promise<number> => {
    const known = remembered.get(orgId);
    return known && clock.now() < known.until ? known.rate : read(orgId);
  };
}
