import type { Stripe } from 'stripe';
import { collect } from '../billing/collect';
import { displayAmount } from '../billing/currencies';
import { attachCard } from '../billing/paymentMethods';
import { idOf, type World } from '../world';
import { type Html, html } from './html';
import { dayText, document, redirect, type SitePage } from './site';
import { textPdf } from './textPdf';

const title = (invoice: Stripe.Invoice) =>
  `${invoice.status === 'paid' ? 'Receipt' : 'Invoice'} ${invoice.number ?? invoice.id}`;

/** An invoice as rows of what and how much. */
function rowsOf({ store }: World, invoice: Stripe.Invoice): [string, string][] {
  const money = (amount: number) => displayAmount(amount, invoice.currency);
  const tax = (invoice.total_taxes ?? []).reduce((sum, { amount }) => sum + amount, 0);
  return [
    ...store
      .internal('invoice', invoice.id)
      .lines.map((line): [string, string] => [line.description ?? 'Item', money(line.amount)]),
    ['Subtotal', money(invoice.subtotal)],
    ...(tax === 0 ? [] : [['Tax', money(tax)] as [string, string]]),
    ['Total', money(invoice.total)],
    ...(invoice.total === invoice.amount_due
      ? []
      : [['Credit used', money(invoice.amount_due - invoice.total)] as [string, string]]),
    [invoice.status === 'paid' ? 'Paid' : 'Due', money(invoice.amount_due)],
  ];
}

/** What an open invoice can be paid by, with the bank's question asked or refused. */
function paymentForm(invoice: Stripe.Invoice, refused: boolean): Html {
  return html`<section aria-labelledby="payment">
    <h2 id="payment">Payment</h2>
    ${refused && html`<p class="bad" role="alert">The payment did not succeed. Nothing was charged; please try again.</p>`}
    <form method="post">
      <button class="primary" name="action" value="confirm">
        Pay ${displayAmount(invoice.amount_due, invoice.currency)} and confirm it at the bank
      </button>
      <button name="action" value="refuse">Refuse when the bank asks</button>
      <button name="action" value="other">Pay with another card</button>
    </form>
  </section>`;
}

export const invoicePage: SitePage = {
  path: /^\/invoices\/(in_\w+)$/,

  act(world, [id = ''], form) {
    const invoice = world.store.get('invoice', id);
    if (invoice.status !== 'open') return redirect(`/invoices/${id}`);
    const action = form.get('action');
    const customer = world.store.get('customer', idOf(invoice.customer) ?? '');
    const method = action === 'other' ? attachCard(world, customer, 'good') : undefined;
    const after =
      action === 'refuse'
        ? collect(world, invoice, { refusedAtBank: true })
        : collect(world, invoice, { method, authenticated: true });
    return redirect(`/invoices/${id}${after.status === 'open' ? '?refused' : ''}`);
  },

  show(world, [id = ''], query) {
    const invoice = world.store.get('invoice', id);
    return document(
      title(invoice),
      html`${invoice.status === 'open' && paymentForm(invoice, query.has('refused'))}
        <section>
          <p>
            For ${invoice.customer_name ?? invoice.customer_email ?? 'a customer'},
            ${dayText(invoice.created)}. Status: ${invoice.status}.
          </p>
          <dl>
            ${rowsOf(world, invoice).map(
              ([what, amount]) =>
                html`<dt>${what}</dt>
                  <dd>${amount}</dd>`,
            )}
          </dl>
          <nav>
            <p><a href="/invoices/${id}/pdf">Download as PDF</a></p>
          </nav>
        </section>`,
    );
  },
};

export const invoicePdf: SitePage = {
  path: /^\/invoices\/(in_\w+)\/pdf$/,
  show(world, [id = '']) {
    const invoice = world.store.get('invoice', id);
    return {
      headers: {
        'Content-Type': 'application/pdf',
        'Content-Disposition': `attachment; filename="${invoice.number ?? id}.pdf"`,
      },
      content: textPdf([
        title(invoice),
        `${dayText(invoice.created)} - sandbox, no money moved`,
        invoice.customer_name ?? invoice.customer_email ?? '',
        '',
        ...rowsOf(world, invoice).map(row => row.join('   ')),
      ]),
    };
  },
};

export const receiptPage: SitePage = {
  path: /^\/receipts\/((?:ch|py)_\w+)$/,
  show({ store }, [id = '']) {
    const charge = store.get('charge', id);
    return document(
      'Receipt',
      html`<section>
        <dl>
          <dt>${charge.description ?? 'Payment'}</dt>
          <dd>${displayAmount(charge.amount, charge.currency)}</dd>
          ${
            charge.amount_refunded > 0 &&
            html`<dt>Refunded</dt>
              <dd>${displayAmount(charge.amount_refunded, charge.currency)}</dd>`
          }
          <dt class="soft">Paid on</dt>
          <dd class="soft">${dayText(charge.created)}</dd>
        </dl>
      </section>`,
    );
  },
};
