import type { Clock, OrgId, RequestContext } from '@netcrab/plugin-api/backend';
import type { QuotaService } from '@netcrab/plugin-api-keys/contract';
import { tierTerms, type Subscription, type SubscriptionsService } from '@netcrab/plugin-billing/contract';
import type { PacksService, PublishedPack } from '@netcrab/plugin-pack-builder/contract';
import type { MyPack, MyPacks, SnapshotView } from '../../contract/types';
import { compareVersions } from '../catalogue/schemaDiff';
import { rowsPerMonth } from '../data/access';
import { callerOf } from '../downloads/caller';
import { nextRefresh } from './nextRefresh';
import type { Pins } from './pins';

interface Options {
  readonly packs: PacksService;
  readonly subscriptions: SubscriptionsService;
  readonly quota: QuotaService;
  readonly pins: Pins;
  readonly snapshots: (orgId: OrgId, packId: PublishedPack['packId']) => Promise<SnapshotView[]>;
  readonly clock: Clock;
}

const usageDays = 30;

/** What an org has: its packs with tier, usage, refresh, pin and downloads, and the usage over all of them. */
export function createMyPacks({ packs, subscriptions, quota, pins, snapshots, clock }: Options) {
  async function myPack(orgId: OrgId, pack: PublishedPack, subscription: Subscription): Promise<MyPack> {
    const { packId, definition } = pack;
    const [state, daily, pin, views] = await Promise.all([
      quota.state({ orgId, packId, rowsPerMonth: rowsPerMonth(subscription) }),
      quota.daily(orgId, packId, usageDays),
      pins.state(orgId, packId),
      snapshots(orgId, packId),
    ]);
    const latest = pack.latest?.version ?? null;
    return {
      packId,
      title: definition.metadata.title,
      vertical: definition.spec.vertical,
      tier: subscription.tier,
      tierTitle: tierTerms[subscription.tier].title,
      status: subscription.status,
      endsAt: subscription.endsAt,
      usage: { ...state, daily },
      nextRefreshAt: nextRefresh(definition.spec.updateFrequency, clock.now()),
      builtAt: pack.latest?.builtAt ?? null,
      latestVersion: latest,
      pin,
      updateAvailable: pin.version !== null && latest !== null && compareVersions(latest, pin.version) > 0,
      versions: pack.versions.map(({ version, status, breaking }) => ({ version, status, breaking })),
      snapshots: views,
    };
  }

  return async (_input: unknown, context: RequestContext): Promise<MyPacks> => {
    const { orgId } = callerOf(context);
    const owned = await Promise.all(
      packs
        .list()
        .map(async pack => ({ pack, subscription: await subscriptions.forPack(orgId, pack.packId) })),
    );
    const mine = await Promise.all(
      owned.flatMap(({ pack, subscription }) => (subscription ? [myPack(orgId, pack, subscription)] : [])),
    );
    mine.sort((a, b) => a.title.localeCompare(b.title, 'en'));
    return {
      packs: mine,
      total: {
        used: mine.reduce((sum, { usage }) => sum + usage.used, 0),
        limit: mine.reduce((sum, { usage }) => sum + usage.limit, 0),
        resetsAt: mine[0]?.usage.resetsAt ?? null,
      },
    };
  };
}
