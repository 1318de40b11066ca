import { type DraftLine } from '../state/kinds';
import { type World } from '../world';

/** Keeps a proration for the subscription's next invoice. */
export function holdLines(
  world: World,
  customer: string,
  subscription: string,
  lines: readonly DraftLine[],
): void {
  for (const line of lines) {
    world.store.insert('invoiceitem', {
      id: world.newId('ii'),
      object: 'invoiceitem',
      created: world.clock.seconds(),
      customer,
      subscription,
      line,
    });
  }
}

/** The lines that wait; an invoice takes each once. */
export function takeLines(world: World, subscription: string): DraftLine[] {
  const held = world.store.all('invoiceitem', { subscription });
  for (const item of held) world.store.remove(item.id);
  return held.map(({ line }) => line);
}
