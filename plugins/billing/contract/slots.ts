// Types only: the backend loads this contract too, and must not load React with it.
import type { SlotRef } from '@netcrab/plugin-api/frontend';

export interface PackPurchaseProps {
  readonly packId: string;
  readonly title: string;
  /** Tier → USD a month as decimal text, or `contact`. */
  readonly pricing: Readonly<Record<string, string>>;
}

/** How a pack is bought; for the rail of a pack's page. */
export const packPurchase: SlotRef<PackPurchaseProps> = { id: 'pack-purchase' };
