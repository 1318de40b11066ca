import { InvalidRequestError, NotFoundError } from '@netcrab/plugin-api/backend';
import type { Product } from '@netcrab/plugin-telemetry/contract';
import { fits, type Choice, type OfferedPack } from '../contract';

/**
 * Refuses choices of products or packs that are not there, and packs whose vertical is another; these only when they
 * are switched on, since what once fitted must remain possible to switch off.
 * @throws NotFoundError for a product or pack that does not exist, another organisation's product among them
 * @throws InvalidRequestError for a pack of another vertical
 */
export function checkChoices(
  choices: readonly Choice[],
  on: boolean,
  products: readonly Product[],
  packs: readonly OfferedPack[],
): void {
  if (!on) return;
  for (const [index, { productId, packId }] of choices.entries()) {
    const product = products.find(one => one.productId === productId);
    if (!product)
      throw new NotFoundError(`There is no product "${productId}". Set it up under Settings, Products.`);
    const pack = packs.find(one => one.packId === packId);
    if (!pack) throw new NotFoundError(`No pack "${packId}" takes contributions.`);
    if (!fits(product, pack)) {
      const message = `The pack takes ${pack.vertical} products; ${product.name} is ${product.vertical}.`;
      throw new InvalidRequestError(message, [{ field: `choices.${index}.packId`, message }]);
    }
  }
}

/** Every product with each pack that fits it. */
export const fittingChoices = (products: readonly Product[], packs: readonly OfferedPack[]): Choice[] =>
  products.flatMap(product =>
    packs
      .filter(pack => fits(product, pack))
      .map(pack => ({ productId: product.productId, packId: pack.packId })),
  );
