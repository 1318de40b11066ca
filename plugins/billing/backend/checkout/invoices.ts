import type Stripe from 'stripe';
import { toMoneyView, type InvoiceView } from '../../contract';
import { toMs } from '../stripe/objects';

const pageSize = 24;

function view(invoice: Stripe.Invoice): InvoiceView {
  const { id, number, status, created, currency, total, amount_paid } = invoice;
  const [payment] = invoice.payments?.data ?? [];
  const intent = payment?.payment.payment_intent;
  const charge = typeof intent === 'object' ? intent.latest_charge : null;
  return {
    id,
    number,
    status: status ?? 'draft',
    createdAt: toMs(created),
    total: toMoneyView(BigInt(total), currency),
    paid: toMoneyView(BigInt(amount_paid), currency),
    pageUrl: invoice.hosted_invoice_url ?? null,
    pdfUrl: invoice.invoice_pdf ?? null,
    receiptUrl: typeof charge === 'object' ? (charge?.receipt_url ?? null) : null,
  };
}

/** Invoices of a customer, newest first, with the receipt of their payment. */
export async function listInvoices(
  stripe: Stripe,
  customer: string,
  after: string | undefined,
): Promise<{ invoices: InvoiceView[]; more: boolean }> {
  const { data, has_more } = await stripe.invoices.list({
    customer,
    limit: pageSize,
    expand: ['data.payments.data.payment.payment_intent.latest_charge'],
    ...(after !== undefined && { starting_after: after }),
  });
  const sent = data.filter(invoice => invoice.status !== 'draft');
  return { invoices: sent.map(view), more: has_more };
}
