import { burstRows } from './burst.mjs';
import { purchaseRow } from './purchase.mjs';

/** From Stripe's side: how fast its news is taken in and acted on; from a buyer's: how soon a purchase can be used. */
export const run = async () => [await purchaseRow(), ...(await burstRows())];
