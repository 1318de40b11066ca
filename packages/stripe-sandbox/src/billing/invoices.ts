import type { Stripe } from 'stripe';
import { page } from '../api/lists';
import { type DraftLine } from '../state/kinds';
import { change, idOf, type World } from '../world';
import { invoiceLine, totalTaxes } from './invoiceLines';
import { taxRateOf } from './tax';

/** Of an invoice's lines, the first ones come with it; all are listed. */
const linesShown = 10;

export interface InvoiceDraft {
  readonly customer: Stripe.Customer;
  readonly currency: string;
  readonly reason: NonNullable<Stripe.Invoice['billing_reason']>;
  readonly lines: readonly DraftLine[];
  readonly automaticTax: boolean;
  readonly subscription?: Stripe.Subscription;
  readonly prorationDate?: number;
  readonly metadata?: Record<string, string>;
  readonly description?: string | null;
}

/** Makes a final, open invoice. What the customer has as credit is used; a negative total becomes credit. */
export function createInvoice(world: World, draft: InvoiceDraft): Stripe.Invoice {
  const { currency, subscription } = draft;
  const customer = world.store.get('customer', draft.customer.id);
  const id = world.newId('in');
  const now = world.clock.seconds();
  const rate = draft.automaticTax ? taxRateOf(world, customer) : undefined;
  const lines = draft.lines.map(line =>
    invoiceLine(world, id, line, currency, rate, subscription?.metadata ?? {}),
  );
  const taxes = totalTaxes(lines);
  const subtotal = lines.reduce((sum, { amount }) => sum + amount, 0);
  const sumOf = (behavior: string) =>
    taxes.reduce((sum, tax) => sum + (tax.tax_behavior === behavior ? tax.amount : 0), 0);
  const total = subtotal + sumOf('exclusive');
  const due = Math.max(0, total + customer.balance);
  const endingBalance = total > 0 ? Math.min(0, customer.balance + total) : customer.balance + total;
  const starts = draft.lines.map(({ period }) => period.start);
  const number = `${customer.invoice_prefix ?? 'CRAB'}-${String(customer.next_invoice_sequence ?? 1).padStart(4, '0')}`;
  const invoice: Stripe.Invoice = {
    id,
    object: 'invoice',
    account_country: 'US',
    account_name: 'NetCrab sandbox',
    account_tax_ids: null,
    amount_due: due,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: due,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    automatic_tax: {
      disabled_reason: null,
      enabled: draft.automaticTax,
      liability: draft.automaticTax ? { type: 'self' } : null,
      provider: draft.automaticTax ? 'stripe' : null,
      status: draft.automaticTax ? 'complete' : null,
    },
    automatically_finalizes_at: null,
    billing_reason: draft.reason,
    collection_method: 'charge_automatically',
    created: now,
    currency,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: customer.tax_exempt ?? 'none',
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: draft.description ?? null,
    discounts: [],
    due_date: null,
    effective_at: now,
    ending_balance: endingBalance,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: world.pageUrl(`/invoices/${id}`),
    invoice_pdf: world.pageUrl(`/invoices/${id}/pdf`),
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: page(`/v1/invoices/${id}/lines`, lines.slice(0, linesShown), lines.length > linesShown),
    livemode: false,
    metadata: draft.metadata ?? {},
    next_payment_attempt: null,
    number,
    on_behalf_of: null,
    parent: subscription
      ? {
          quote_details: null,
          subscription_details: {
            metadata: subscription.metadata,
            subscription: subscription.id,
            ...(draft.prorationDate !== undefined && { subscription_proration_date: draft.prorationDate }),
          },
          type: 'subscription_details',
        }
      : null,
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: now,
    period_start: Math.min(now, ...starts),
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: customer.balance,
    statement_descriptor: null,
    status: 'open',
    status_transitions: { finalized_at: now, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal,
    subtotal_excluding_tax: subtotal - sumOf('inclusive'),
    test_clock: null,
    total,
    total_discount_amounts: [],
    total_excluding_tax: subtotal - sumOf('inclusive'),
    total_pretax_credit_amounts: [],
    total_taxes: taxes,
    webhooks_delivered_at: now,
  };
  world.store.insert('invoice', invoice, { internal: { lines } });
  world.emit('invoice.created', { ...invoice, status: 'draft', number: null });
  world.emit('invoice.finalized', invoice);
  world.store.update('customer', {
    ...customer,
    balance: endingBalance,
    next_invoice_sequence: (customer.next_invoice_sequence ?? 1) + 1,
  });
  return invoice;
}

/** The subscription that an invoice bills. */
export const subscriptionOf = (invoice: Stripe.Invoice) =>
  idOf(invoice.parent?.subscription_details?.subscription);

/** An open invoice that nobody will pay; credit that it used is there again. */
export function voidInvoice(world: World, invoice: Stripe.Invoice): Stripe.Invoice {
  const used = (invoice.ending_balance ?? invoice.starting_balance) - invoice.starting_balance;
  const customer = world.store.find('customer', idOf(invoice.customer) ?? '');
  if (customer && used !== 0)
    world.store.update('customer', { ...customer, balance: customer.balance - used });
  return change(
    world,
    'invoice',
    invoice,
    {
      status: 'void',
      next_payment_attempt: null,
      status_transitions: { ...invoice.status_transitions, voided_at: world.clock.seconds() },
    },
    { event: 'invoice.voided', dueAt: null },
  );
}
