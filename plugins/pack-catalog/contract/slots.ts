// Types only: the backend loads this contract too, and must not load React with it.
import type { SlotRef } from '@netcrab/plugin-api/frontend';

export interface PackPurchaseProps {
  readonly packId: string;
  readonly title: string;
  /** Tier → USD a month as decimal text, or `contact`. */
  readonly pricing: Readonly<Record<string, string>>;
}

/** The buy rail of a pack page; without a fill it says how access is granted by contract. */
export const packPurchase: SlotRef<PackPurchaseProps> = { id: 'pack-detail.purchase' };

/** Below the charts of a pack's overview. */
export const packAside: SlotRef<{ readonly packId: string }> = { id: 'pack-detail.aside' };
