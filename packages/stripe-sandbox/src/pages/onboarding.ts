import type { Stripe } from 'stripe';
import { balanceOf } from '../billing/balance';
import { displayAmount } from '../billing/currencies';
import { onboard, type OnboardingState } from '../connect/accounts';
import { type HostedLink } from '../state/kinds';
import { type World } from '../world';
import { html } from './html';
import { dayText, document, notice, redirect, type SitePage } from './site';

/** A link that is still good: Stripe sends who comes late to the refresh URL. */
function openLink(world: World, account: string, id: string, purpose: HostedLink['purpose']) {
  const link = world.store.get('hosted_link', id);
  const good =
    link.account === account && link.purpose === purpose && link.expires_at > world.clock.seconds();
  if (good) return { link };
  const over = link.refresh_url
    ? redirect(link.refresh_url)
    : notice('This link has expired', 'Please ask for a new one in the portal.');
  return { over };
}

/** In words, where an account stands. */
export function standingText(account: Stripe.Account): string {
  if (account.payouts_enabled) return 'Enabled: payouts can be made.';
  if (!account.details_submitted) return 'Not started: nothing has been filled in yet.';
  const due = account.requirements?.currently_due ?? [];
  return due.length > 0
    ? `Restricted: missing ${due.join(', ')}.`
    : 'In review: the documents are being checked.';
}

const answers: readonly { state: OnboardingState; label: string }[] = [
  { state: 'enabled', label: 'Answer everything: the account is enabled' },
  { state: 'inReview', label: 'Hand in documents that take time to check' },
  { state: 'restricted', label: 'Hand in an unreadable document' },
];

export const onboardingPage: SitePage = {
  path: /^\/setup\/e\/(acct_\w+)\/(link_\w+)$/,

  show(world, [id = '', linkId = '']) {
    const { link, over } = openLink(world, id, linkId, 'onboarding');
    if (!link) return over;
    const account = world.store.get('account', id);
    return document(
      'Set up your payouts',
      html`<section>
        <p>${standingText(account)}</p>
        <p>
          A real account is asked for its name, its bank and a proof of identity here. The sandbox asks only
          how it should go.
        </p>
        <form method="post">
          ${answers.map(({ state, label }, index) => html`<button${index === 0 && html` class="primary"`} name="state" value="${state}">${label}</button>`)}
          <button name="state" value="later">Leave and finish later</button>
        </form>
      </section>`,
    );
  },

  act(world, [id = '', linkId = ''], form) {
    const { link, over } = openLink(world, id, linkId, 'onboarding');
    if (!link) return over;
    const chosen = answers.find(({ state }) => state === form.get('state'));
    if (chosen) onboard(world, world.store.get('account', id), chosen.state);
    return redirect(link.return_url ?? '/');
  },
};

export const expressPage: SitePage = {
  path: /^\/express\/(acct_\w+)\/(link_\w+)$/,

  show(world, [id = '', linkId = '']) {
    const { link, over } = openLink(world, id, linkId, 'dashboard');
    if (!link) return over;
    const payouts = world.store.list('payout', { account: id, limit: 24 }).data;
    return document(
      'Your payouts',
      html`<section>
          <p>${standingText(world.store.get('account', id))}</p>
          <dl>
            ${balanceOf(world, id).available.map(
              ({ amount, currency }) =>
                html`<dt>On its way to your bank next</dt>
                  <dd>${displayAmount(amount, currency)}</dd>`,
            )}
          </dl>
        </section>
        <section aria-labelledby="payouts">
          <h2 id="payouts">Payouts</h2>
          ${
            payouts.length === 0
              ? html`<p>None yet.</p>`
              : html`<ul class="rows">
                  ${payouts.map(payout => html`<li>${dayText(payout.created)} · ${displayAmount(payout.amount, payout.currency)} · ${payout.status.replace('_', ' ')}</li>`)}
                </ul>`
          }
        </section>`,
    );
  },
};
