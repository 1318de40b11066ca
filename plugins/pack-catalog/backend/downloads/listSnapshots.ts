import type { Clock, OrgId, RequestContext } from '@netcrab/plugin-api/backend';
import { endpointUrl, type PackId } from '@netcrab/plugin-api/contract';
import type { SubscriptionsService } from '@netcrab/plugin-billing/contract';
import type { PacksService, Snapshot } from '@netcrab/plugin-pack-builder/contract';
import { endpoints } from '../../contract/endpoints';
import type { SnapshotView } from '../../contract/types';
import { findPack, requireSubscription } from '../data/access';
import { callerOf } from './caller';
import { monthOf, snapshotName, type DatabaseDownloadStore } from './downloadStore';

interface Options {
  readonly packs: PacksService;
  readonly subscriptions: SubscriptionsService;
  readonly downloads: DatabaseDownloadStore;
  readonly clock: Clock;
}

/** The newest build of each version and window: those that a download reaches. */
export function createSnapshotViews({ packs, downloads, clock }: Omit<Options, 'subscriptions'>) {
  return async (orgId: OrgId, packId: PackId): Promise<SnapshotView[]> => {
    const [all, charged] = await Promise.all([
      packs.snapshots(packId),
      downloads.charged(orgId, packId, monthOf(clock.now())),
    ]);
    const reachable = all.filter(
      ({ version, window, buildId }) => packs.snapshot(packId, { version, window })?.buildId === buildId,
    );
    return reachable.map(snapshot =>
      view(snapshot, snapshot.rows > 0 && charged.get(snapshotName(snapshot)) === snapshot.rows),
    );
  };
}

function view(snapshot: Snapshot, charged: boolean): SnapshotView {
  const { packId, version, buildId, window, builtAt, rows, files } = snapshot;
  const formats = (['csv', 'parquet'] as const).flatMap(format => {
    const file = files[format];
    if (!file) return [];
    const url = endpointUrl(endpoints.downloadPack, {
      params: { packId },
      query: { format, window, version },
    });
    return [{ format, size: file.size, sha256: file.sha256, url }];
  });
  return { version, buildId, window, builtAt, rows, charged, files: formats };
}

export function createListSnapshots(options: Options) {
  const views = createSnapshotViews(options);
  return async ({ params }: { params: { packId: string } }, context: RequestContext) => {
    const { orgId } = callerOf(context);
    const pack = findPack(options.packs, params.packId);
    await requireSubscription(options.subscriptions, orgId, pack);
    return { packId: pack.packId, snapshots: await views(orgId, pack.packId) };
  };
}
