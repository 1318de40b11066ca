import { NotFoundError, PaymentRequiredError, type OrgId, type PackId } from '@netcrab/plugin-api/backend';
import { tierTerms, type Subscription, type SubscriptionsService } from '@netcrab/plugin-billing/contract';
import type { PacksService, PublishedPack, Snapshot } from '@netcrab/plugin-pack-builder/contract';
import { andThen } from '../andThen';

/** @throws NotFoundError with the way to the catalogue. */
export function findPack(packs: PacksService, packId: string): PublishedPack {
  const pack = packs.get(packId);
  if (!pack) throw unknownPack(packId);
  return pack;
}

const unknownPack = (packId: string) =>
  new NotFoundError(`There is no pack ${packId.slice(0, 80)}. GET /v1/packs lists those there are.`);

/**
 * The subscription that lets an org read a pack.
 * @throws PaymentRequiredError without one; NotFoundError when the pack is not public, so that nobody learns of it.
 */
export function requireSubscription(
  subscriptions: SubscriptionsService,
  orgId: OrgId | null,
  { packId, definition }: PublishedPack,
): Subscription | Promise<Subscription> {
  const check = (subscription: Subscription | null): Subscription => {
    if (subscription) return subscription;
    if (!definition.spec.public) throw unknownPack(packId);
    throw new PaymentRequiredError(
      `This organisation has no subscription to ${packId}. See its tiers at /marketplace/packs/${packId}/pricing; its sample is free.`,
    );
  };
  return orgId === null ? check(null) : andThen(subscriptions.forPack(orgId, packId), check);
}

export const rowsPerMonth = ({ tier }: Subscription): number => tierTerms[tier].rowsPerMonth;

/** @throws NotFoundError, saying what there is instead. */
export function findSnapshot(
  packs: PacksService,
  packId: PackId,
  { version, window = 'latest' }: { readonly version: string | undefined; readonly window?: string },
): Snapshot {
  const snapshot = packs.snapshot(packId, { version, window });
  if (snapshot) return snapshot;
  const what = [version && `version ${version}`, window !== 'latest' && `window ${window}`].filter(Boolean).join(', ');
  throw new NotFoundError(
    what
      ? `There is no data of ${packId} for ${what}. GET /v1/packs/${packId}/snapshots lists what there is.`
      : `${packId} has not published data yet. Its page says when the next build is due.`,
  );
}
