import { type Kinds } from '../state/kinds';
import { type World } from '../world';
import { invalidRequest } from './errors';
import { page } from './lists';

type Fields = Record<string, unknown>;

/** Lists that are shown only on request, by kind of object and field. */
const included: Record<string, Record<string, (world: World, object: Fields) => unknown>> = {
  'checkout.session': {
    line_items: ({ store }, { id }) =>
      page(`/v1/checkout/sessions/${String(id)}/line_items`, [
        ...store.internal('checkout.session', String(id)).items,
      ]),
  },
  invoice: {
    payments: ({ store }, { id }) =>
      page('/v1/invoice_payments', store.all('invoice_payment', { invoice: String(id) })),
  },
  charge: {
    refunds: ({ store }, { id }) =>
      page(`/v1/charges/${String(id)}/refunds`, store.all('refund', { charge: String(id) }).reverse()),
  },
  customer: {
    subscriptions: ({ store }, { id }) =>
      page(
        `/v1/customers/${String(id)}/subscriptions`,
        openSubscriptions(store.all('subscription', { customer: String(id) })),
      ),
  },
};

const openSubscriptions = (all: Kinds['subscription'][]) =>
  all.filter(({ status }) => status !== 'canceled').reverse();

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/**
 * Replaces ids by their objects along the asked paths, up to four levels, and adds lists that are shown on request.
 * @throws StripeFailure for a path that leads nowhere.
 */
export function expand(world: World, answer: object, paths: readonly string[]): object {
  const shown = structuredClone(answer) as Fields;
  for (const path of paths) {
    const steps = path.split('.');
    if (steps.filter(step => step !== 'data').length > 4) {
      throw invalidRequest('You cannot expand more than 4 levels of a property', { param: 'expand' });
    }
    follow(world, shown, steps, path);
  }
  return shown;
}

function follow(world: World, object: Fields, [step, ...rest]: string[], path: string): void {
  if (step === undefined) return;
  if (step === 'data' && Array.isArray(object.data)) {
    for (const entry of object.data) if (isObject(entry)) follow(world, entry, rest, path);
    return;
  }
  const add = included[String(object.object)]?.[step];
  if (object[step] === undefined && add) object[step] = structuredClone(add(world, object));
  const held = object[step];
  if (held === undefined) {
    throw invalidRequest(
      `This property cannot be expanded (${path}). You may need to remove it from the expand list.`,
      { param: 'expand' },
    );
  }
  if (typeof held === 'string') {
    const found = world.store.findAny(held);
    if (!found) throw invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });
    object[step] = structuredClone(found);
  }
  for (const next of Array.isArray(object[step]) ? object[step] : [object[step]]) {
    if (isObject(next)) follow(world, next, rest, path);
  }
}
