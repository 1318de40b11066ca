import type { Stripe } from 'stripe';
import { addressOf } from '../billing/customers';
import { change, type World } from '../world';
import { countryOptions } from './countries';
import { type Html, html } from './html';

type Session = Stripe.BillingPortal.Session;

/** The customer's own details, those that the configuration lets them change. */
export function detailsSection({ store }: World, session: Session, allowed: readonly string[]): Html {
  const { email, address } = store.get('customer', session.customer);
  return html`<section aria-labelledby="details">
    <h2 id="details">Billing details</h2>
    <form method="post">
      ${allowed.includes('email') && html`<label>Email<input type="email" name="email" autocomplete="email" value="${email}" /></label>`}
      ${
        allowed.includes('address') &&
        html`<label
          >Country<select name="country">
            ${countryOptions(address?.country ?? 'US')}
          </select></label
        >`
      }
      <button name="action" value="details">Save</button>
    </form>
  </section>`;
}

/** Changes what the customer may change. */
export function saveDetails(
  world: World,
  session: Session,
  { enabled, allowed_updates: allowed }: Stripe.BillingPortal.Configuration.Features.CustomerUpdate,
  form: URLSearchParams,
): void {
  if (!enabled) return;
  const customer = world.store.get('customer', session.customer);
  const country = form.get('country');
  change(
    world,
    'customer',
    customer,
    {
      ...(allowed.includes('email') && { email: form.get('email') || customer.email }),
      ...(allowed.includes('address') && country && { address: addressOf({ ...customer.address, country }) }),
    },
    { event: 'customer.updated' },
  );
}
