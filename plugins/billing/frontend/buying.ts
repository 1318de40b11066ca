import { usePortal, useSession } from '@netcrab/plugin-api/frontend';
import { manageBilling, type BuyableTier } from '../contract';

/** What somebody chose on a pack's page, kept by the address so that it outlives sign-in, payment and the back button. */
export interface Choice {
  readonly packId: string;
  readonly tier: BuyableTier;
  /** Pro: the packs beside this one. */
  readonly others?: readonly string[];
}

export function buyPath({ packId, tier, others = [] }: Choice): string {
  const query = new URLSearchParams([['tier', tier], ...others.map(id => ['with', id])]);
  return `/marketplace/packs/${encodeURIComponent(packId)}/buy?${query.toString()}`;
}

export const orderPath = (id: string) => `/app/marketplace/orders/${encodeURIComponent(id)}`;
export const subscriptionsPath = '/app/marketplace/subscriptions';
export const changePath = (id: string) => `${subscriptionsPath}/${encodeURIComponent(id)}/change`;

/** The page to come back to after signing in or up. */
export const signInPath = (next: string) => `/sign-in?next=${encodeURIComponent(next)}`;
export const signUpPath = (next: string) => `/sign-up?next=${encodeURIComponent(next)}`;

/** Whether Stripe adds taxes to prices. */
export function useTaxed(): boolean {
  const billing = usePortal().boot.plugins.find(({ id }) => id === 'billing');
  return (billing?.config.stripe as { automaticTax?: boolean } | undefined)?.automaticTax ?? false;
}

/** Whether the viewer can buy, or what they lack. */
export type Buyer = 'allowed' | 'signed_out' | 'no_org' | 'only_sells' | 'no_right';

export function useBuyer(): Buyer {
  const session = useSession();
  if (!session) return 'signed_out';
  if (session.permissions.includes(manageBilling.id) && session.org) return 'allowed';
  if (!session.org) return 'no_org';
  return session.org.kind === 'seller' ? 'only_sells' : 'no_right';
}
