import type { Stripe } from 'stripe';
import { type DraftLine } from '../state/kinds';
import { type World } from '../world';
import { decimalText } from './decimal';
import { taxOf } from './tax';

/** A line of an invoice, taxed when there is a rate. */
export function invoiceLine(
  world: World,
  invoice: string,
  draft: DraftLine,
  currency: string,
  rate: number | undefined,
  metadata: Record<string, string>,
): Stripe.InvoiceLineItem {
  const amount = draft.amount;
  const tax = rate === undefined ? 0 : taxOf(amount, rate, draft.taxBehavior);
  return {
    id: world.newId('il'),
    object: 'line_item',
    amount,
    currency,
    description: draft.description,
    discount_amounts: [],
    discountable: !draft.proration,
    discounts: [],
    invoice,
    livemode: false,
    metadata,
    parent: draft.subscriptionItem
      ? {
          invoice_item_details: null,
          subscription_item_details: {
            invoice_item: draft.proration ? world.newId('ii') : null,
            proration: draft.proration,
            proration_details: draft.proration ? { credited_items: null } : null,
            subscription: draft.subscription ?? null,
            subscription_item: draft.subscriptionItem,
          },
          type: 'subscription_item_details',
        }
      : null,
    period: { ...draft.period },
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: draft.price, product: draft.product },
      type: 'price_details',
      unit_amount_decimal: decimalText(draft.unitAmount),
    },
    quantity: draft.quantity,
    quantity_decimal: decimalText(draft.quantity),
    subscription: draft.subscription ?? null,
    subtotal: amount,
    taxes:
      rate === undefined
        ? []
        : [
            {
              amount: tax,
              tax_behavior: draft.taxBehavior,
              tax_rate_details: null,
              taxability_reason: rate > 0 ? 'standard_rated' : 'not_collecting',
              taxable_amount: draft.taxBehavior === 'inclusive' ? amount - tax : amount,
              type: 'tax_rate_details',
            },
          ],
  };
}

/** The taxes of all lines, one entry for each behaviour. */
export function totalTaxes(lines: readonly Stripe.InvoiceLineItem[]): Stripe.Invoice.TotalTax[] {
  const totals = new Map<string, Stripe.Invoice.TotalTax>();
  for (const tax of lines.flatMap(line => line.taxes ?? [])) {
    const held = totals.get(tax.tax_behavior);
    totals.set(tax.tax_behavior, {
      ...tax,
      amount: tax.amount + (held?.amount ?? 0),
      taxable_amount: (tax.taxable_amount ?? 0) + (held?.taxable_amount ?? 0),
    });
  }
  return [...totals.values()];
}
