import type { RequestContext } from '@netcrab/plugin-api/backend';
import type { SubscriptionsService } from '@netcrab/plugin-billing/contract';
import type { PacksService } from '@netcrab/plugin-pack-builder/contract';
import { findPack, requireSubscription } from '../data/access';
import { callerOf } from '../downloads/caller';
import type { Pins } from './pins';

interface Options {
  readonly packs: PacksService;
  readonly subscriptions: SubscriptionsService;
  readonly pins: Pins;
}

/** Pins a subscribed pack to a version, or with null lets it follow the latest; answers how it stands then. */
export function createMovePin({ packs, subscriptions, pins }: Options) {
  return async (packId: string, version: string | null, context: RequestContext) => {
    const { orgId } = callerOf(context);
    const pack = findPack(packs, packId);
    await requireSubscription(subscriptions, orgId, pack);
    await pins.move(orgId, pack, version, context);
    return pins.state(orgId, pack.packId);
  };
}
