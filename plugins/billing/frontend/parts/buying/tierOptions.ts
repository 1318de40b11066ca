import { formatCount } from '@netcrab/ui';
import type { TierView } from '../../../contract';
import { buyingMessages } from '../../purchaseMessages';

const text = buyingMessages.tier;

/** What a tier gives, for a pack that it is bought with or for any. */
export const tierGives = (
  { packs, rowsPerMonth, requestsPerMinute }: TierView,
  { withPack }: { withPack: boolean },
): string[] => [
  packs === null ? text.allPacks : withPack ? text.packs(packs) : text.packsOf(packs),
  text.limits(formatCount(rowsPerMonth), formatCount(requestsPerMinute)),
];
