import { type Due } from '../state/store';
import { type World } from '../world';
import { expireSession } from './checkoutSessions';
import { settleDebit } from './completeCheckout';
import { dropUpdate } from './pendingUpdates';
import { renew, retry } from './renewals';
import { arrive, payOut } from '../connect/payouts';

/** Does what became due: each thing at the time when it was. */
export function runDue(world: World, until: number): void {
  for (;;) {
    const due = world.store.nextDue(until);
    if (!due) return;
    world.clock.as(due.at, () => wake(world, due));
  }
}

function wake(world: World, { kind, id }: Due): void {
  switch (kind) {
    case 'checkout.session': {
      const session = world.store.get('checkout.session', id);
      if (session.status === 'open') expireSession(world, session);
      else settleDebit(world, session);
      return;
    }
    case 'subscription': {
      const subscription = world.store.get('subscription', id);
      const waiting = subscription.pending_update;
      if (waiting && waiting.expires_at <= world.clock.seconds()) dropUpdate(world, subscription);
      else renew(world, subscription);
      return;
    }
    case 'invoice':
      retry(world, world.store.get('invoice', id));
      return;
    case 'account':
      payOut(world, world.store.get('account', id));
      return;
    case 'payout':
      arrive(world, world.store.get('payout', id));
      return;
    default:
      throw new Error(`Nothing becomes due for ${kind} ${id}`);
  }
}
