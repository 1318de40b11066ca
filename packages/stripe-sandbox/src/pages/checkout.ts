import type { Stripe } from 'stripe';
import { taxedLines, totalsOf } from '../billing/checkoutLines';
import { customerOf } from '../billing/checkoutSessions';
import { completeCheckout, type Payment } from '../billing/completeCheckout';
import { displayAmount } from '../billing/currencies';
import { addressOf } from '../billing/customers';
import { taxRateOf } from '../billing/tax';
import { type World } from '../world';
import { countryOptions } from './countries';
import { html } from './html';
import { document, notice, redirect, type SiteAnswer, type SitePage } from './site';

type Session = Stripe.Checkout.Session;

const back = (session: Session) =>
  session.cancel_url ? { href: session.cancel_url, label: 'Back to the shop' } : null;

/** Where the browser goes after a payment. */
export const successUrl = (session: Session) =>
  (session.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', session.id);

export function closed(session: Session): SiteAnswer | undefined {
  if (session.status === 'complete') {
    return notice('You are all done here', 'This order is paid.', {
      href: successUrl(session),
      label: 'Back to the shop',
    });
  }
  if (session.status === 'expired') {
    return notice(
      'This checkout has expired',
      'Nothing was charged. Please start again from the shop.',
      back(session),
    );
  }
  return undefined;
}

function totalsFor(world: World, session: Session, country: string) {
  const { items } = world.store.internal('checkout.session', session.id);
  const customer = { address: addressOf({ country }), tax_exempt: customerOf(world, session)?.tax_exempt };
  const lines = taxedLines(items, session.automatic_tax.enabled ? taxRateOf(world, customer) : undefined);
  return { lines, totals: totalsOf(lines) };
}

function per(price: Stripe.Price | null): string {
  if (!price?.recurring) return '';
  const { interval, interval_count: count } = price.recurring;
  return count === 1 ? ` per ${interval}` : ` every ${count} ${interval}s`;
}

function titleOf(session: Session, [first, ...others]: readonly Stripe.LineItem[]): string {
  const what = first && others.length === 0 ? first.description : 'your order';
  return session.mode === 'subscription' ? `Subscribe to ${what}` : `Pay for ${what}`;
}

export const checkoutPage: SitePage = {
  path: /^\/c\/pay\/(cs_test_\w+)$/,

  show(world, [id = ''], query) {
    const session = world.store.get('checkout.session', id);
    const over = closed(session);
    if (over) return over;
    const customer = customerOf(world, session);
    const country = query.get('country') ?? customer?.address?.country ?? 'US';
    const { lines, totals } = totalsFor(world, session, country);
    const money = (amount: number) => displayAmount(amount, session.currency ?? 'usd');
    const { lastError } = world.store.internal('checkout.session', id);
    const verb = session.mode === 'subscription' ? 'Subscribe and pay' : 'Pay';
    const terms = session.consent_collection?.terms_of_service === 'required';
    return document(
      titleOf(session, lines),
      html`<div class="columns">
        <section aria-labelledby="order">
          <h2 id="order">Your order</h2>
          <dl>
            ${lines.map(
              line =>
                html`<dt>${line.description}${(line.quantity ?? 1) > 1 && ` × ${line.quantity}`}</dt>
                  <dd>${money(line.amount_subtotal)}${per(line.price)}</dd>`,
            )}
            ${
              session.automatic_tax.enabled &&
              html`<dt class="soft">Tax</dt>
                <dd class="soft">${money(totals.total_details.amount_tax)}</dd>`
            }
            <dt class="total">Due today</dt>
            <dd class="total">${money(totals.amount_total)}</dd>
          </dl>
        </section>
        <section aria-labelledby="payment">
          <h2 id="payment">Payment</h2>
          ${lastError && html`<p class="bad" role="alert">${lastError} Nothing was charged; please try again.</p>`}
          <form method="post">
            ${!customer && html`<label>Email<input type="email" name="email" autocomplete="email" required value="${query.get('email') ?? session.customer_email ?? 'buyer@example.com'}" /></label>`}
            <label
              >Billing country<select name="country">
                ${countryOptions(country)}
              </select></label
            >
            ${session.automatic_tax.enabled && html`<button formmethod="get" formnovalidate>Update the tax</button>`}
            ${terms && html`<label class="inline"><input type="checkbox" name="terms" value="accepted" required /><span>${session.custom_text.terms_of_service_acceptance?.message ?? 'I agree to the terms of service.'}</span></label>`}
            <button class="primary" name="action" value="pay">${verb} ${money(totals.amount_total)}</button>
            <p class="soft">Or see what else can happen:</p>
            <button name="action" value="challenge">Pay with a 3-D Secure check</button>
            <button name="action" value="decline">Pay with a card that is declined</button>
            <details>
              <summary>Pay by bank debit</summary>
              <button name="action" value="debit">Debit that succeeds in two days</button>
              <button name="action" value="debitFails">Debit that fails in two days</button>
            </details>
          </form>
          ${session.cancel_url && html`<p><a href="${session.cancel_url}">Cancel and go back</a></p>`}
        </section>
      </div>`,
    );
  },

  act(world, [id = ''], form) {
    const session = world.store.get('checkout.session', id);
    const over = closed(session);
    if (over) return over;
    const details = { email: form.get('email') ?? '', country: form.get('country') ?? 'US' };
    const action = form.get('action');
    if (action === 'challenge') {
      return redirect(`/c/pay/${id}/challenge?${new URLSearchParams(details).toString()}`);
    }
    const outcomes: Record<string, Payment['outcome']> = {
      debit: 'bankDebitSucceeds',
      debitFails: 'bankDebitFails',
      decline: 'declined',
    };
    return pay(world, session, { outcome: outcomes[action ?? ''] ?? 'paid', ...details });
  },
};

function pay(world: World, session: Session, payment: Payment): SiteAnswer {
  const after = completeCheckout(world, session, payment);
  return redirect(after.status === 'complete' ? successUrl(after) : `/c/pay/${session.id}`);
}

/** The bank's own question, which card issuers ask on a page of theirs. */
export const challengePage: SitePage = {
  path: /^\/c\/pay\/(cs_test_\w+)\/challenge$/,

  show(world, [id = ''], query) {
    const session = world.store.get('checkout.session', id);
    const { totals } = totalsFor(world, session, query.get('country') ?? 'US');
    return (
      closed(session) ??
      document(
        'Your bank asks: is it you?',
        html`<section>
          <p>
            The Bank of Crabs wants to know whether you are paying
            ${displayAmount(totals.amount_total, session.currency ?? 'usd')}.
          </p>
          <form method="post">
            <input type="hidden" name="email" value="${query.get('email')}" /><input
              type="hidden"
              name="country"
              value="${query.get('country')}"
            />
            <button class="primary" name="action" value="complete">Yes, it is me</button>
            <button name="action" value="fail">No, refuse the payment</button>
          </form>
        </section>`,
      )
    );
  },

  act(world, [id = ''], form) {
    const session = world.store.get('checkout.session', id);
    const outcome = form.get('action') === 'complete' ? 'paid' : 'declined';
    return (
      closed(session) ??
      pay(world, session, { outcome, email: form.get('email') ?? '', country: form.get('country') ?? 'US' })
    );
  },
};
