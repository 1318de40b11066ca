import type Stripe from 'stripe';
import type { Order } from '../../checkout/orderStore';
import { allocatePayment, type Allocation, type ServiceLine } from '../../revenue/allocate';
import { floorDiv } from '../../revenue/apportion';
import { idOf, toMs } from '../../stripe/objects';
import type { StoredSubscription } from '../../subscriptions/store';
import { termsAt } from '../../subscriptions/terms';
import type { BuyableTier } from '../../../contract';

/** What a price of Stripe is for; null for one that is not ours. */
export type PriceMeaning = { readonly tier: BuyableTier; readonly packId: string | null } | null;

const sum = (amounts: readonly number[]): bigint => amounts.reduce((total, one) => total + BigInt(one), 0n);

/** Without tax that the price contains, after discounts. */
function netOf({ amount, discount_amounts, taxes }: Stripe.InvoiceLineItem): bigint {
  const discounts = sum((discount_amounts ?? []).map(one => one.amount));
  const contained = (taxes ?? []).filter(tax => tax.tax_behavior === 'inclusive').map(tax => tax.amount);
  return BigInt(amount) - discounts - sum(contained);
}

/** The packs that a line paid for: the price's own, else those the subscription had when the line's period began. */
function packsOf(
  line: Stripe.InvoiceLineItem,
  meaning: PriceMeaning,
  { terms }: StoredSubscription,
): string[] {
  if (meaning?.packId) return [meaning.packId];
  const at = toMs(line.period.start);
  const ofTier = terms.filter(one => one.tier === (meaning?.tier ?? termsAt(terms, at).tier));
  const chosen = ofTier.findLast(one => one.from <= at) ?? ofTier[0] ?? termsAt(terms, at);
  return [...(chosen.packIds ?? [])];
}

/** The tax of a part payment is its part of the invoice's. */
function taxOf({ total, total_taxes }: Stripe.Invoice, gross: bigint): bigint {
  const tax = sum((total_taxes ?? []).map(one => one.amount));
  return BigInt(total) === gross || total <= 0 ? tax : floorDiv(tax * gross, BigInt(total));
}

/** Splits what a charge paid of an invoice. */
export async function allocateInvoice(
  gross: bigint,
  invoice: Stripe.Invoice,
  lines: readonly Stripe.InvoiceLineItem[],
  subscription: StoredSubscription,
  meaningOf: (stripePriceId: string) => Promise<PriceMeaning>,
): Promise<Allocation> {
  const services: ServiceLine[] = [];
  for (const line of lines) {
    const price = idOf(line.pricing?.price_details?.price);
    const packIds = packsOf(line, price === null ? null : await meaningOf(price), subscription);
    const { start, end } = line.period;
    services.push({ amount: netOf(line), packIds, periodStart: toMs(start), periodEnd: toMs(end) });
  }
  return allocatePayment({ gross, tax: taxOf(invoice, gross), lines: services });
}

/** A one-time purchase is earned on the day it is paid; it is booked under what was sold, as packs are. */
export const allocatePurchase = (gross: bigint, tax: bigint, order: Order, paidAt: number): Allocation =>
  allocatePayment({
    gross,
    tax,
    lines: [{ amount: gross - tax, packIds: order.packIds, periodStart: paidAt, periodEnd: paidAt }],
  });
