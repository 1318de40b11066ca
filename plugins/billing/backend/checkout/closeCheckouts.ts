import { ConflictError, type OrgId, type PackId } from '@netcrab/plugin-api/backend';
import { cancelOrder, type OrderClosing } from './cancelOrder';
import { processingObstacle } from './obstacles';
import { ordersOf } from './standing';

export interface CheckoutClosing extends OrderClosing {
  readonly titleOf: (packId: PackId) => string;
}

/** @throws ConflictError where a payment of one of these packs may still succeed */
export async function assertNothingProcessing(
  { orders, access, titleOf }: CheckoutClosing,
  orgId: OrgId,
  packIds: readonly PackId[],
): Promise<void> {
  const obstacle = processingObstacle(packIds, await orders.pendingOf(orgId, access.mode), titleOf);
  if (obstacle) throw new ConflictError(obstacle);
}

/**
 * Closes the checkouts of packs that the org is about to have otherwise, so that nobody pays for them twice.
 * @throws ConflictError where one was paid
 */
export async function closeCheckouts(
  deps: CheckoutClosing,
  orgId: OrgId,
  packIds: readonly PackId[],
): Promise<void> {
  for (const open of ordersOf(await deps.orders.pendingOf(orgId, deps.access.mode), packIds)) {
    const { state, title } = await cancelOrder(deps, open);
    if (state === 'paid')
      throw new ConflictError(`“${title}” was paid meanwhile. Look at your subscriptions, then try again.`);
  }
  await assertNothingProcessing(deps, orgId, packIds);
}
