import { type SandboxClock } from './clock';
import { type Balances } from './state/balances';
import { type Kind, type Kinds, type SandboxEvent } from './state/kinds';
import { type Store } from './state/store';
import { type Deliveries } from './webhooks/deliveries';

/** The API version that the pinned SDK speaks. */
export const apiVersion = '2026-10-28.endive';

/** The call that is being answered; events carry it. */
export interface CallOrigin {
  readonly id: string;
  readonly idempotencyKey: string | null;
}

/** What every operation works on. All of it is synchronous and runs inside one database transaction. */
export interface World {
  readonly store: Store;
  readonly balances: Balances;
  readonly clock: SandboxClock;
  readonly newId: (prefix: string) => string;
  /** Address of the hosted pages. */
  readonly pageUrl: (path: string) => string;
  /** Tax by country, in basis points; a country that is missing pays none. */
  readonly taxRates: Readonly<Record<string, number>>;
  /** Records an event with the object as it is now, and plans its deliveries. */
  readonly emit: (type: SandboxEvent['type'], object: object, details?: EventDetails) => void;
  /** Runs work as part of a call. */
  readonly during: <T>(origin: CallOrigin, work: () => T) => T;
  /** Runs work and undoes all it did. */
  readonly preview: <T>(work: () => T) => T;
}

export interface EventDetails {
  readonly previous?: object;
  /** The connected account that it concerns; such events go to Connect endpoints. */
  readonly account?: string;
}

export function createEmit(
  { store, clock, newId }: Pick<World, 'clock' | 'newId' | 'store'>,
  deliveries: Pick<Deliveries, 'plan'>,
  origin: () => CallOrigin | undefined,
): World['emit'] {
  return (type, object, { previous, account } = {}) => {
    const endpoints = store.all('webhook_endpoint').filter(({ id, status, enabled_events: enabled }) => {
      const { connect } = store.internal('webhook_endpoint', id);
      return status === 'enabled' && connect === Boolean(account) && covers(enabled, type);
    });
    const call = origin();
    const event: SandboxEvent = {
      id: newId('evt'),
      object: 'event',
      ...(account && { account }),
      api_version: apiVersion,
      created: clock.seconds(),
      data: { object, ...(previous && { previous_attributes: previous }) },
      livemode: false,
      pending_webhooks: endpoints.length,
      request: { id: call?.id ?? null, idempotency_key: call?.idempotencyKey ?? null },
      type,
    };
    store.insert('event', event, { account });
    for (const { id } of endpoints) deliveries.plan(event.id, id);
  };
}

const covers = (enabled: readonly string[], type: string) => enabled.includes('*') || enabled.includes(type);

/** Changes an object and says so: the event carries the former values of what changed. */
export function change<K extends Kind>(
  world: World,
  kind: K,
  object: Kinds[K],
  values: Partial<Kinds[K]>,
  { event, account, dueAt }: { event?: SandboxEvent['type']; account?: string; dueAt?: number | null } = {},
): Kinds[K] {
  const changed = { ...object, ...values };
  const previous = Object.fromEntries(
    Object.entries(object).filter(
      ([name, value]) =>
        name in values && JSON.stringify(value) !== JSON.stringify(changed[name as keyof typeof changed]),
    ),
  );
  world.store.update(kind, changed, { dueAt });
  if (event) world.emit(event, changed, { previous, account });
  return changed;
}

/** The id of what may be shown expanded. */
export function idOf(reference: string | { id: string }): string;
export function idOf(reference: string | { id: string } | null | undefined): string | undefined;
export function idOf(reference: string | { id: string } | null | undefined): string | undefined {
  return typeof reference === 'object' ? reference?.id : reference;
}
