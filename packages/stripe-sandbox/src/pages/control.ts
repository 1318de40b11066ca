import { type SandboxDatabase } from '../state/database';
import { closeDispute, openDispute } from '../billing/disputes';
import { displayAmount } from '../billing/currencies';
import { after } from '../billing/periods';
import { onboard } from '../connect/accounts';
import { type Delivery, type Deliveries } from '../webhooks/deliveries';
import { type Faults } from '../webhooks/faults';
import { type World } from '../world';
import { readFaults, faultsSection } from './faultsSection';
import { type Html, html } from './html';
import { standingText } from './onboarding';
import { button, document, redirect, type SitePage } from './site';

export interface ControlParts {
  readonly database: SandboxDatabase;
  readonly deliveries: Deliveries;
  readonly faults: Faults;
  /** Moves time to a date and does what becomes due. */
  readonly advanceTo: (at: Date) => void;
}

interface LoggedRequest {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly note: string;
}

const timeText = (ms: number) => new Date(ms).toISOString().replace('T', ' ').slice(0, 19);

/** Where whoever tries the portal plays Stripe, the banks and time. */
export function createControlPage({ database, deliveries, faults, advanceTo }: ControlParts): SitePage {
  const recent = database.prepare<[], LoggedRequest>(
    'SELECT at, method, path, status, note FROM requests ORDER BY seq DESC LIMIT 15',
  );

  function clockSection(world: World): Html {
    return html`<section aria-labelledby="clock">
      <h2 id="clock">Clock</h2>
      <p>It is ${timeText(world.clock.now())} UTC here.</p>
      ${button('advance', 'Advance a day', { interval: 'day' })}${button('advance', 'Advance a week', { interval: 'week' })}${button('advance', 'Advance a month', { interval: 'month' })}
    </section>`;
  }

  return {
    path: /^\/sandbox$/,

    show(world) {
      return document(
        'Sandbox controls',
        html`<div class="columns">${clockSection(world)}${faultsSection(faults.current)}</div>
          ${chargesSection(world)}${accountsSection(world)}
          <section aria-labelledby="events">
            <h2 id="events">Events</h2>
            <ul class="rows">
              ${eventsOf(world).map(({ id, type, created }) => {
                const sent = deliveries.ofEvent(id);
                return html`<li>
                  <code>${type}</code> · ${timeText(created * 1000)}<br />
                  <span class="soft">${deliveriesText(sent)}</span>
                  ${sent.length > 0 && button('resend', `Resend ${id}`, { event: id })}
                </li>`;
              })}
            </ul>
          </section>
          <section aria-labelledby="requests">
            <h2 id="requests">Requests</h2>
            <ul class="rows">
              ${recent
                .all()
                .map(
                  ({ at, method, path, status, note }) =>
                    html`<li>
                      ${timeText(at)} · <code>${method} ${path}</code> · ${status}${note && ` · ${note}`}
                    </li>`,
                )}
            </ul>
          </section>`,
      );
    },

    act(world, _ids, form) {
      const action = form.get('action');
      if (action === 'advance') {
        const interval = form.get('interval') ?? 'day';
        advanceTo(new Date(after(world.clock.seconds(), { interval, interval_count: 1 }) * 1000));
      } else if (action === 'faults') faults.set(readFaults(form));
      else if (action === 'resend') deliveries.resend(form.get('event') ?? '');
      else if (action === 'dispute') openDispute(world, world.store.get('charge', form.get('charge') ?? ''));
      else if (action === 'won' || action === 'lost') {
        closeDispute(world, world.store.get('dispute', form.get('dispute') ?? ''), action);
      } else if (action === 'onboard') {
        const account = world.store.get('account', form.get('account') ?? '');
        onboard(world, account, form.get('state') === 'enabled' ? 'enabled' : 'restricted');
      }
      return redirect('/sandbox');
    },
  };
}

/** The platform's events and those of connected accounts, newest first. */
function eventsOf({ store }: World) {
  const accounts = ['', ...store.all('account').map(({ id }) => id)];
  return accounts
    .flatMap(account => store.list('event', { account, limit: 20 }).data)
    .sort((a, b) => b.created - a.created)
    .slice(0, 20);
}

function deliveriesText(all: readonly Delivery[]): string {
  if (all.length === 0) return 'no endpoint';
  return all
    .map(
      ({ state, status, error, attempts }) =>
        `${state}${attempts > 1 ? ` after ${attempts}` : ''}${status ? ` (${status})` : ''}${error ? ` (${error})` : ''}`,
    )
    .join(', ');
}

function chargesSection(world: World): Html {
  const charges = world.store.list('charge', { limit: 8, where: { paid: true } }).data;
  const disputes = world.store.list('dispute', { limit: 8, where: { status: 'needs_response' } }).data;
  return html`<section aria-labelledby="charges">
    <h2 id="charges">Payments</h2>
    ${charges.length + disputes.length === 0 && html`<p>None yet.</p>`}
    <ul class="rows">
      ${disputes.map(({ id, amount, currency, charge }) => html`<li>Dispute of ${displayAmount(amount, currency)} on <code>${String(charge)}</code><br />${button('won', `Win ${id}`, { dispute: id })}${button('lost', `Lose ${id}`, { dispute: id })}</li>`)}
      ${charges.map(({ id, amount, currency, disputed, refunded }) => html`<li>${displayAmount(amount, currency)} · <a href="/receipts/${id}">${id}</a>${refunded && ' · refunded'}${disputed ? ' · disputed' : html`<br />${button('dispute', `Dispute ${id}`, { charge: id })}`}</li>`)}
    </ul>
  </section>`;
}

function accountsSection(world: World): Html {
  const accounts = world.store.list('account', { limit: 8 }).data;
  return html`<section aria-labelledby="accounts">
    <h2 id="accounts">Connected accounts</h2>
    ${accounts.length === 0 && html`<p>None yet.</p>`}
    <ul class="rows">
      ${accounts.map(
        account =>
          html`<li>
            ${account.email ?? account.id} · ${standingText(account)}<br />${button('onboard', `Enable ${account.id}`, { account: account.id, state: 'enabled' })}${button('onboard', `Restrict ${account.id}`, { account: account.id, state: 'restricted' })}
          </li>`,
      )}
    </ul>
  </section>`;
}
