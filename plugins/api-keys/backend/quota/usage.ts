import type { Clock, OrgId, PackId } from '@netcrab/plugin-api/backend';
import { tierTerms, type Subscription } from '@netcrab/plugin-billing/contract';
import type { Usage } from '../../contract';
import { daysOfMonth, monthNamed, monthOf } from './calendar';
import type { DatabaseLeaseStore } from './leaseStore';
import type { Quotas } from './quotas';
import type { DatabaseUsageStore } from './usageStore';

export interface UsageOptions {
  readonly quotas: Quotas;
  readonly leases: DatabaseLeaseStore;
  readonly usage: DatabaseUsageStore;
  readonly clock: Clock;
  readonly subscriptions: (orgId: OrgId) => Promise<readonly Subscription[]>;
}

/** Rows a month the org may read of a pack: of its best subscription. */
function limitOf(packId: string, subscriptions: readonly Subscription[]): number | null {
  const limits = subscriptions
    .filter(one => one.packIds === null || one.packIds.some(id => id === packId))
    .map(one => tierTerms[one.tier].rowsPerMonth);
  return limits.length > 0 ? Math.max(...limits) : null;
}

/**
 * Usage of an org in a month (the current one without `monthKey`): the packs it subscribes to by name, and those it used.
 * The rows of `daily` add up to `used`.
 */
export async function readUsage(options: UsageOptions, orgId: OrgId, monthKey?: string): Promise<Usage> {
  const { quotas, leases, usage, clock } = options;
  const now = clock.now();
  const current = monthOf(now);
  const month = monthKey === undefined ? current : monthNamed(monthKey);
  const isCurrent = month.key === current.key;
  await quotas.flush();
  const [subscriptions, used] = await Promise.all([
    options.subscriptions(orgId),
    usage.packsUsed(orgId, month.key),
  ]);
  const subscribed = isCurrent ? subscriptions.flatMap(one => one.packIds ?? []) : [];
  const packIds = [...new Set<string>([...subscribed, ...used])].sort();
  const days = daysOfMonth(month, now);
  const packs = packIds.map(async packId => {
    const limit = limitOf(packId, subscriptions);
    const quota = { orgId, packId: packId as PackId, rowsPerMonth: limit ?? 0 };
    const [state, found] = await Promise.all([
      isCurrent ? quotas.state(quota) : leases.read({ orgId, packId, month: month.key }, now),
      usage.days(orgId, packId, `${month.key}-01`, `${month.key}-31`),
    ]);
    const byDate = new Map(found.map(day => [day.date, day]));
    return {
      packId,
      used: state.used,
      reserved: 'reserved' in state ? state.reserved : 0,
      limit,
      resetsAt: month.end,
      daily: days.map(date => byDate.get(date) ?? { date, rows: 0, requests: 0 }),
    };
  });
  return { month: month.key, packs: await Promise.all(packs) };
}
