import type { StripeAccess } from '../stripe/access';
import { isMissingAtStripe } from '../stripe/errors';
import type { Purchase } from './store';

/** Ends what Stripe bills, now. What it does not know any more, or another account billed, is not billed. */
export const cancelAtStripe =
  (access: StripeAccess) =>
  async ({ mode, stripeSubscriptionId }: Purchase): Promise<void> => {
    if (mode !== access.mode) return;
    const stripe = await access.client();
    await stripe.subscriptions.cancel(stripeSubscriptionId).catch((error: unknown) => {
      if (!isMissingAtStripe(error)) throw error;
    });
  };
