import { fits, nextBuildAt, type Choice, type Contributions } from '../../contract';
import { messages } from '../messages';

export type Product = Contributions['products'][number];
export type Pack = Contributions['packs'][number];

export const optInOf = ({ optIns }: Contributions, { productId }: Product, { packId }: Pack) =>
  optIns.find(one => one.productId === productId && one.packId === packId);

/** The switches that a bulk change to `on` would turn: of one product, or of all. */
export function turnable(state: Contributions, on: boolean, only?: Product): Choice[] {
  return (only ? [only] : state.products).flatMap(product =>
    state.packs
      .filter(pack => Boolean(optInOf(state, product, pack)) !== on && (!on || fits(product, pack)))
      .map(pack => ({ productId: product.productId, packId: pack.packId })),
  );
}

/** What the switch of a product and pack means now, and from when. */
export function effectOf(state: Contributions, product: Product, pack: Pack): string {
  const optIn = optInOf(state, product, pack);
  const text = messages.effect;
  if (!optIn) return fits(product, pack) ? text.off : text.unfit(pack.vertical, product.vertical);
  if (!state.enabled) return text.paused;
  const since = Math.max(optIn.changedAt, state.changedAt ?? 0);
  return nextBuildAt(since) >= state.nextBuildAt
    ? text.pending(state.nextBuildAt)
    : text.on(nextBuildAt(since));
}
