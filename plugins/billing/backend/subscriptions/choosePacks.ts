import { ConflictError, type PackId } from '@netcrab/plugin-api/backend';
import { tierTerms } from '../../contract';
import { closeCheckouts } from '../checkout/closeCheckouts';
import { announceChange, type By } from './change';
import { addedPacks, chosenPacks, refreshed, type Bought, type PurchasedDeps } from './purchased';
import type { StoredSubscription } from './store';
import { changeTerms, termsAt, type Terms } from './terms';

const most = tierTerms.pro.packs ?? 0;

/**
 * Terms with other packs: those that are added count at once as far as five have room for them, those left out stay until
 * the paid period ends, and what had no room counts from then on. What is paid for is thus never taken away, and no
 * period opens more than five.
 */
export function choose(terms: Terms, chosen: readonly PackId[], now: number, periodEnd: number): Terms {
  const current = termsAt(terms, now);
  const held = current.packIds ?? [];
  const added = chosen.filter(id => !held.includes(id)).slice(0, Math.max(0, most - held.length));
  const union = [...held, ...added].sort();
  const wanted = [...chosen].sort();
  const next =
    added.length > 0
      ? changeTerms(terms, { from: now, tier: current.tier, packIds: union })
      : changeTerms(terms, { ...current, packIds: held });
  return union.join() === wanted.join()
    ? next
    : changeTerms(next, { from: periodEnd, tier: current.tier, packIds: wanted });
}

/** @throws ConflictError for a tier without a choice, and for one that is about to change */
export async function choosePacks(
  deps: PurchasedDeps,
  known: Bought,
  packIds: readonly string[],
  by: By,
): Promise<StoredSubscription> {
  const { database, store, clock } = deps;
  const chosen = chosenPacks(deps.packs, 'pro', packIds);
  const subscription = known.purchase.periodEnd > clock.now() ? known : await refreshed(deps, known);
  await closeCheckouts(deps, subscription.orgId, await addedPacks(deps, subscription, chosen));
  const result = await database.transaction(async trx => {
    const now = clock.now();
    const current = await store.findForUpdate(trx, subscription.id, now);
    if (!current?.purchase || current.tier !== 'pro')
      throw new ConflictError('Only a Pro subscription has packs to choose. Change the tier first.');
    if (current.terms.some(one => one.from > now && one.tier !== 'pro'))
      throw new ConflictError('The tier of this subscription is about to change, so its packs cannot.');
    const terms = choose(current.terms, chosen, now, current.purchase.periodEnd);
    const after = { ...current, terms, packIds: termsAt(terms, now).packIds, updatedAt: now };
    await store.update(trx, after);
    await announceChange(deps, trx, 'subscription.packs-chosen', by, current, after);
    return after;
  });
  deps.changed(result.orgId);
  return result;
}
