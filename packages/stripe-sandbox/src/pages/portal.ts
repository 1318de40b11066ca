import type { Stripe } from 'stripe';
import { cancelSubscription } from '../billing/cancelSubscription';
import { changeSubscription } from '../billing/changeSubscription';
import { collect } from '../billing/collect';
import { displayAmount } from '../billing/currencies';
import { attachCard, type CardName, methodFor } from '../billing/paymentMethods';
import { productName } from '../billing/subscriptions';
import { idOf, type World } from '../world';
import { detailsSection, saveDetails } from './portalDetails';
import { type Html, html } from './html';
import { button, dayText, document, redirect, type SitePage } from './site';

type Session = Stripe.BillingPortal.Session;

const featuresOf = ({ store }: World, session: Session) =>
  store.get('billing_portal.configuration', idOf(session.configuration)).features;

const priceText = (price: Stripe.Price) =>
  `${displayAmount(price.unit_amount ?? 0, price.currency)} per ${price.recurring?.interval ?? 'purchase'}`;

/** The plans that a subscription may be switched to. */
function plansFor(world: World, session: Session, subscription: Stripe.Subscription): Stripe.Price[] {
  const { subscription_update: update } = featuresOf(world, session);
  if (!update.enabled) return [];
  const current = subscription.items.data[0]?.price.id;
  return (update.products ?? [])
    .flatMap(({ prices }) => prices)
    .flatMap(id => world.store.find('price', id) ?? [])
    .filter(price => price.recurring && price.currency === subscription.currency && price.id !== current);
}

function subscriptionSection(world: World, session: Session, subscription: Stripe.Subscription): Html {
  const [item] = subscription.items.data;
  if (!item) return html``;
  const { subscription_cancel: cancel } = featuresOf(world, session);
  const ends = subscription.cancel_at;
  const fields = { subscription: subscription.id };
  const plans = plansFor(world, session, subscription);
  return html`<section aria-labelledby="${subscription.id}">
    <h2 id="${subscription.id}">${productName(world, item.price)}</h2>
    <p>
      ${priceText(item.price)} ·
      ${subscription.status === 'past_due' ? html`<strong class="bad">payment is overdue</strong>` : subscription.status}.
      ${ends === null ? `Renews on ${dayText(item.current_period_end)}.` : `Ends on ${dayText(ends)}.`}
    </p>
    ${
      plans.length > 0 &&
      html`<form method="post">
        <input type="hidden" name="subscription" value="${subscription.id}" />
        <fieldset>
          <legend>Switch plan</legend>
          ${plans.map(
            (plan, index) =>
              html`<label class="inline"
                ><input
                  type="radio"
                  name="price"
                  value="${plan.id}"
                  required${index === 0 && html` checked`}
                /><span>${productName(world, plan)}, ${priceText(plan)}</span></label
              >`,
          )}<button name="action" value="switch">Switch to this plan</button>
        </fieldset>
      </form>`
    }
    ${ends === null ? cancel.enabled && button('cancel', cancel.mode === 'immediately' ? 'Cancel now' : 'Cancel at the end of the period', fields) : button('resume', 'Keep the subscription', fields)}
  </section>`;
}

function cardSection(world: World, customer: string, subscriptions: Stripe.Subscription[]): Html {
  const card = methodFor(world, customer, subscriptions[0]?.default_payment_method)?.card;
  return html`<section aria-labelledby="card">
    <h2 id="card">Payment method</h2>
    <p>${card ? `Sandbox card ending in ${card.last4}` : 'None yet.'}</p>
    ${button('card', 'Use a card that works', { card: 'good' })}
    ${button('card', 'Use a card that will be declined', { card: 'bad' })}
    ${button('card', 'Use a card that asks for 3-D Secure', { card: 'challenge' })}
  </section>`;
}

function invoiceRow(invoice: Stripe.Invoice): Html {
  return html`<li>
    ${dayText(invoice.created)} · ${displayAmount(invoice.total, invoice.currency)} · ${invoice.status}<br />
    <a href="/invoices/${invoice.id}">${invoice.number}</a>
    ${invoice.status === 'open' && button('pay', 'Pay now', { invoice: invoice.id })}
  </li>`;
}

export const portalPage: SitePage = {
  path: /^\/p\/session\/(bps_\w+)$/,

  show(world, [id = '']) {
    const session = world.store.get('billing_portal.session', id);
    const { customer } = session;
    const alive = world.store.all('subscription', { customer }).filter(({ status }) => status !== 'canceled');
    const invoices = world.store.list('invoice', { where: { customer }, limit: 24 }).data;
    const features = featuresOf(world, session);
    const { payment_method_update: cards, invoice_history: history, customer_update: details } = features;
    return document(
      'Your subscriptions',
      html`${session.return_url && html`<p><a href="${session.return_url}">Back to the shop</a></p>`}
      ${alive.length === 0 && html`<section><p>No subscription at the moment.</p></section>`}
      ${alive.map(subscription => subscriptionSection(world, session, subscription))}
      ${cards.enabled && cardSection(world, customer, alive)}
      ${details.enabled && detailsSection(world, session, details.allowed_updates)}
      ${
        history.enabled &&
        html`<section aria-labelledby="invoices">
          <h2 id="invoices">Invoices</h2>
          ${
            invoices.length === 0
              ? html`<p>None yet.</p>`
              : html`<ul class="rows">
                  ${invoices.map(invoiceRow)}
                </ul>`
          }
        </section>`
      }`,
    );
  },

  act(world, [id = ''], form) {
    const session = world.store.get('billing_portal.session', id);
    const { customer } = session;
    const subscription = world.store
      .all('subscription', { customer })
      .find(held => held.id === form.get('subscription'));
    if (subscription) actOn(world, session, subscription, form);
    if (form.get('action') === 'details')
      saveDetails(world, session, featuresOf(world, session).customer_update, form);
    if (form.get('action') === 'card') replaceCard(world, customer, form.get('card') as CardName);
    if (form.get('action') === 'pay') {
      const invoice = world.store.get('invoice', form.get('invoice') ?? '');
      if (invoice.customer === customer && invoice.status === 'open')
        collect(world, invoice, { authenticated: true });
    }
    return redirect(`/p/session/${id}`);
  },
};

function actOn(
  world: World,
  session: Session,
  subscription: Stripe.Subscription,
  form: URLSearchParams,
): void {
  const { subscription_cancel: cancel, subscription_update: update } = featuresOf(world, session);
  switch (form.get('action')) {
    case 'cancel':
      if (!cancel.enabled) return;
      if (cancel.mode === 'immediately') cancelSubscription(world, subscription, {});
      else changeSubscription(world, subscription, { cancel_at_period_end: true });
      return;
    case 'resume':
      changeSubscription(world, subscription, { cancel_at_period_end: false });
      return;
    case 'switch': {
      const plan = plansFor(world, session, subscription).find(({ id }) => id === form.get('price'));
      const item = subscription.items.data[0]?.id;
      if (!plan || !item) return;
      changeSubscription(world, subscription, {
        items: [{ id: item, price: plan.id }],
        proration_behavior: update.proration_behavior,
      });
      return;
    }
    default:
  }
}

/** The customer's new card, also for the subscriptions that have one of their own. */
function replaceCard(world: World, customer: string, name: CardName): void {
  const card = (['bad', 'challenge'] as const).find(known => known === name) ?? 'good';
  const method = attachCard(world, world.store.get('customer', customer), card);
  for (const held of world.store.all('subscription', { customer })) {
    if (held.status !== 'canceled') changeSubscription(world, held, { default_payment_method: method.id });
  }
}
