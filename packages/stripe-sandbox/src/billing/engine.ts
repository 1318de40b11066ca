import { type Due } from '../state/store';
import { type World } from '../world';
import { expireSession } from './checkoutSessions';
import { settleDebit } from './completeCheckout';

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
    default:
      throw new Error(`Nothing becomes due for ${kind} ${id}`);
  }
}
