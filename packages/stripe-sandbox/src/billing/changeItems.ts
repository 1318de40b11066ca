import type { Stripe } from 'stripe';
import { invalidRequest } from '../api/errors';
import { mergeMetadata } from '../api/metadata';
import { type DraftLine } from '../state/kinds';
import { type World } from '../world';
import { createPrice } from './catalog';
import { type SubscriptionChange } from './changeSubscription';
import { endOfPeriod } from './periods';
import { remainingTime, unusedTime } from './prorations';
import { intervalOf, newItem, periodLine, planOf, productName } from './subscriptions';

type SentItem = Stripe.SubscriptionUpdateParams.Item;

export interface ChangedItems {
  readonly data: Stripe.SubscriptionItem[];
  /** Start of a new billing cycle, when there is one. */
  readonly anchor?: number;
  readonly lines: {
    readonly credits: DraftLine[];
    readonly charges: DraftLine[];
    /** Whole periods that begin with a new billing cycle. */
    readonly now: DraftLine[];
  };
}

/** The items after a change, and what the change costs. */
export function changeItems(
  world: World,
  held: Stripe.Subscription,
  params: SubscriptionChange,
): ChangedItems {
  const sent = params.items ?? [];
  const before = held.items.data;
  const at = prorationTime(world, before, params);
  const wanted = before.flatMap(item => {
    const change = sent.find(({ id }) => id === item.id);
    if (!change) return [item];
    return change.deleted ? [] : [changedItem(world, item, change)];
  });
  for (const [index, item] of sent.entries()) {
    if (item.id === undefined) wanted.push(addedItem(world, held, item, at));
    else if (!before.some(({ id }) => id === item.id)) {
      throw invalidRequest(`No such subscription item: '${item.id}'`, {
        code: 'resource_missing',
        param: `items[${index}][id]`,
      });
    }
  }
  if (wanted.length === 0) {
    throw invalidRequest('A subscription must have at least one active item.', { param: 'items' });
  }
  if (wanted.some(({ price }) => price.currency !== held.currency)) {
    throw invalidRequest(`The price must be in the subscription's currency, ${held.currency}.`, {
      param: 'items',
    });
  }
  const altered = wanted.filter(item => !before.some(old => sameCost(old, item)));
  const gone = before.filter(old => !wanted.some(item => sameCost(old, item)));
  const newCycle =
    params.billing_cycle_anchor?.type === 'now' ||
    gone.some(old => {
      const next = wanted.find(({ id }) => id === old.id);
      return next && !sameInterval(old.price, next.price);
    });
  const name = ({ price }: Stripe.SubscriptionItem) => productName(world, price);
  const left = newCycle ? before : gone;
  const credits = left.flatMap(item => unusedTime({ item, at, name: name(item) }) ?? []);
  if (!newCycle) {
    const charges = altered.flatMap(item => remainingTime({ item, at, name: name(item) }) ?? []);
    return { data: wanted, lines: { credits, charges, now: [] } };
  }
  const anchor = world.clock.seconds();
  const data = wanted.map(item => ({
    ...item,
    current_period_start: anchor,
    current_period_end: endOfPeriod(anchor, intervalOf(item.price), anchor),
  }));
  return {
    data,
    anchor,
    lines: { credits, charges: [], now: data.map(item => periodLine(item, name(item))) },
  };
}

const sameCost = (a: Stripe.SubscriptionItem, b: Stripe.SubscriptionItem) =>
  a.id === b.id && a.price.id === b.price.id && a.quantity === b.quantity;

const sameInterval = (a: Stripe.Price, b: Stripe.Price) =>
  a.recurring?.interval === b.recurring?.interval &&
  a.recurring?.interval_count === b.recurring?.interval_count;

function prorationTime(
  world: World,
  items: readonly Stripe.SubscriptionItem[],
  params: SubscriptionChange,
): number {
  const at = params.proration_date ?? world.clock.seconds();
  const start = Math.min(...items.map(item => item.current_period_start));
  const end = Math.max(...items.map(item => item.current_period_end));
  if (at >= start && at <= end) return at;
  throw invalidRequest('The proration date must be within the current period.', { param: 'proration_date' });
}

function changedItem(world: World, item: Stripe.SubscriptionItem, change: SentItem): Stripe.SubscriptionItem {
  const price = priceOf(world, change) ?? item.price;
  return {
    ...item,
    metadata: mergeMetadata(item.metadata, change.metadata),
    plan: planOf(price),
    price,
    quantity: change.quantity ?? item.quantity,
  };
}

function addedItem(
  world: World,
  held: Stripe.Subscription,
  sent: SentItem,
  at: number,
): Stripe.SubscriptionItem {
  const price = priceOf(world, sent);
  if (!price) throw invalidRequest('Either `price` or `price_data` is needed.', { param: 'items' });
  const item = newItem(
    world,
    held.id,
    price,
    sent.quantity ?? 1,
    { start: at, anchor: held.billing_cycle_anchor },
    mergeMetadata({}, sent.metadata),
  );
  // What is left of the running period is prorated against the whole of it.
  const [running] = held.items.data;
  return running && sameInterval(running.price, price)
    ? {
        ...item,
        current_period_start: running.current_period_start,
        current_period_end: running.current_period_end,
      }
    : item;
}

function priceOf(world: World, { price, price_data: data }: SentItem): Stripe.Price | undefined {
  const found = price === undefined ? undefined : world.store.get('price', price, 'items[price]');
  const made =
    data &&
    createPrice(world, {
      currency: data.currency,
      product: data.product,
      unitAmount: data.unit_amount ?? 0,
      recurring: data.recurring,
      active: false,
      taxBehavior: data.tax_behavior,
    });
  const chosen = found ?? made;
  if (chosen && !chosen.recurring) {
    throw invalidRequest('The price must be recurring.', { param: 'items' });
  }
  return chosen;
}
