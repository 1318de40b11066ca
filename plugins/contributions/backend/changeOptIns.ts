import type {
  AuditActor,
  AuditService,
  Clock,
  DatabaseService,
  EventsService,
  Ids,
  OrgId,
} from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import { optedIn, optedOut, type Change, type Choice } from '../contract';
import type { DatabaseOptInStore, OrgSwitches } from './optInStore';

export interface OptInChanges {
  readonly store: DatabaseOptInStore;
  readonly database: DatabaseService;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditService;
  readonly events: EventsService;
}

export interface By {
  readonly actor: AuditActor;
  readonly ip?: string;
  readonly requestId?: string;
}

/** What shall be set; what is left out stays. */
export interface WantedSwitches {
  readonly enabled?: boolean;
  readonly switches?: { readonly on: boolean; readonly choices: readonly Choice[] };
}

const keyOf = ({ productId, packId }: Choice) => JSON.stringify([productId, packId]);

/** The choices a build would count: those that are on, of an organisation that is on. */
const counting = ({ enabled, switches }: OrgSwitches): Map<string, Choice> =>
  new Map(
    (enabled ? switches : [])
      .filter(one => one.on)
      .map(({ productId, packId }) => [keyOf({ productId, packId }), { productId, packId }]),
  );

const summary = ({ enabled, switches }: OrgSwitches, named: ReadonlySet<string>) => ({
  enabled,
  on: switches.filter(one => one.on && named.has(keyOf(one))).map(one => `${one.productId} → ${one.packId}`),
});

/**
 * Sets an organisation's switches, with history, audit and events in one transaction. What is set already leaves no trace.
 * @returns how many switches changed, the organisation's own not counted.
 */
export async function changeOptIns(
  changes: OptInChanges,
  orgId: OrgId,
  wanted: WantedSwitches,
  by: By,
): Promise<number> {
  const { store, database, clock, ids } = changes;
  return database.transaction(async trx => {
    const at = clock.now();
    await store.lockOrg(trx, orgId, at);
    const before = await store.ofOrg(orgId, trx);
    const { on = false, choices = [] } = wanted.switches ?? {};
    const wasOn = new Set(before.switches.filter(one => one.on).map(keyOf));
    const distinct = new Map(choices.map(one => [keyOf(one), one]));
    const changed = [...distinct].filter(([key]) => wasOn.has(key) !== on).map(([, one]) => one);
    const enabled = wanted.enabled ?? (before.enabled || on);
    if (changed.length === 0 && enabled === before.enabled) return 0;

    await store.setSwitches(
      trx,
      orgId,
      changed.map(one => ({ ...one, on, changedAt: at })),
    );
    if (enabled !== before.enabled) await store.setOrg(trx, orgId, enabled, at);

    const actor = { kind: by.actor.kind, id: by.actor.id, name: by.actor.name ?? by.actor.id };
    const entry = (one: Choice | null, to: boolean): Change => ({
      id: ids.uuid(),
      productId: one?.productId ?? null,
      packId: one?.packId ?? null,
      on: to,
      at,
      actor,
    });
    await store.addHistory(trx, orgId, [
      ...(enabled === before.enabled ? [] : [entry(null, enabled)]),
      ...changed.map(one => entry(one, on)),
    ]);
    await announce(changes, trx, orgId, by, before, await store.ofOrg(orgId, trx));
    return changed.length;
  });
}

/** Switches off whatever an organisation has on, for good: its choices are not kept either. */
export async function stopContributing(changes: OptInChanges, orgId: OrgId, by: By): Promise<void> {
  const { enabled, switches } = await changes.store.ofOrg(orgId);
  const choices = switches.filter(one => one.on);
  if (!enabled && choices.length === 0) return;
  await changeOptIns(changes, orgId, { enabled: false, switches: { on: false, choices } }, by);
}

async function announce(
  { audit, events }: OptInChanges,
  trx: Knex.Transaction,
  orgId: OrgId,
  { actor, ip, requestId }: By,
  before: OrgSwitches,
  after: OrgSwitches,
): Promise<void> {
  const was = counting(before);
  const is = counting(after);
  const flipped = new Set(
    after.switches
      .filter(one => one.on !== before.switches.some(old => old.on && keyOf(old) === keyOf(one)))
      .map(keyOf),
  );
  for (const [key, choice] of is) {
    if (!was.has(key)) await events.publish(optedIn, { orgId, ...choice }, { key: orgId, trx });
  }
  for (const [key, choice] of was) {
    if (!is.has(key)) await events.publish(optedOut, { orgId, ...choice }, { key: orgId, trx });
  }
  // Last: it locks the head of the log.
  await audit.record(
    {
      action: after.enabled || !before.enabled ? 'contributions.changed' : 'contributions.stopped',
      actor,
      orgId,
      target: { type: 'org', id: orgId },
      before: summary(before, flipped),
      after: summary(after, flipped),
      ip,
      requestId,
    },
    trx,
  );
}
