import { ConflictError, PaymentRequiredError } from '@netcrab/plugin-api/backend';
import type Stripe from 'stripe';
import { tierTerms, type ChangePreview } from '../../contract';
import { isDeclined, needsBuyer } from '../stripe/errors';
import type { TaxParams } from '../stripe/tax';
import { pendingAt } from './ahead';
import type { Purchase } from './store';
import { changeMetadata } from './tierChanges';

export interface TierUpdate {
  /** Of the tier change; Stripe does it once. */
  readonly change: string;
  readonly stripePriceId: string;
  readonly effective: ChangePreview['effective'];
  /** Epoch ms. */
  readonly effectiveAt: number;
  readonly tax: TaxParams;
}

/** @throws ConflictError while an upgrade waits for its payment, unless it is this one */
export function assertNoneWaits(purchase: Purchase, now: number, change?: string): void {
  const pending = pendingAt(purchase, now);
  if (!pending || pending.change === change) return;
  throw new ConflictError(
    `An upgrade to ${tierTerms[pending.tier].title} waits for your bank’s confirmation. Confirm its payment first, or let it lapse within a day.`,
  );
}

/**
 * Has Stripe change the tier. An upgrade is charged at once; where the bank wants the buyer for that, the subscription
 * stays as it is until the invoice is paid on Stripe's page, and Stripe forgets the upgrade if that does not happen.
 * @throws PaymentRequiredError when the bank declines the charge; then nothing has changed
 */
export async function updateTier(
  stripe: Stripe,
  { stripeSubscriptionId, stripeItemId }: Purchase,
  { change, stripePriceId, effective, effectiveAt, tax }: TierUpdate,
): Promise<void> {
  const items = [{ id: stripeItemId, price: stripePriceId }];
  const metadata = { [changeMetadata]: change };
  if (effective === 'period_end') {
    await stripe.subscriptions.update(
      stripeSubscriptionId,
      { ...tax, items, metadata, proration_behavior: 'none' },
      { idempotencyKey: `change:${change}` },
    );
    return;
  }
  const charged: Stripe.SubscriptionUpdateParams = {
    items,
    metadata,
    proration_behavior: 'always_invoice',
    proration_date: effectiveAt / 1000,
  };
  try {
    await stripe.subscriptions.update(
      stripeSubscriptionId,
      { ...tax, ...charged, payment_behavior: 'error_if_incomplete' },
      { idempotencyKey: `change:${change}` },
    );
  } catch (error) {
    if (needsBuyer(error)) {
      // What waits for its payment cannot change the taxes with it.
      if (tax.automatic_tax)
        await stripe.subscriptions.update(
          stripeSubscriptionId,
          { ...tax },
          { idempotencyKey: `change:${change}:tax` },
        );
      await stripe.subscriptions.update(
        stripeSubscriptionId,
        { ...charged, payment_behavior: 'pending_if_incomplete' },
        { idempotencyKey: `change:${change}:pending` },
      );
      return;
    }
    if (!isDeclined(error)) throw error;
    throw new PaymentRequiredError(
      `The payment was declined: ${error.message} Nothing has changed. Choose another payment method in the billing portal, then try again.`,
    );
  }
}
