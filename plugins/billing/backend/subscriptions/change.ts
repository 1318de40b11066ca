import {
  ConflictError,
  NotFoundError,
  type AuditActor,
  type AuditService,
  type Clock,
  type DatabaseService,
  type EventsService,
  type Ids,
  type OrgId,
  type PackId,
} from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import { subscriptionChanged, toMoneyView } from '../../contract';
import { counts } from './current';
import type { DatabaseSubscriptionStore, Purchase, StoredSubscription } from './store';
import { assertTerms, type WantedTerms } from './assertTerms';
import { changeTerms } from './terms';

export interface SubscriptionChanges {
  readonly store: DatabaseSubscriptionStore;
  readonly database: DatabaseService;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditService;
  readonly events: EventsService;
  readonly packExists: ((packId: PackId) => boolean) | null;
  /** Stops billing one that was bought. */
  readonly cancelAtStripe: (purchase: Purchase) => Promise<void>;
  /** After a change of this org's subscriptions has been committed. */
  readonly changed: (orgId: OrgId) => void;
}

export interface By {
  readonly actor: AuditActor;
  readonly reason: string;
  readonly ip?: string;
  readonly requestId?: string;
}

function summary({ tier, packIds, status, startsAt, endsAt, purchase }: StoredSubscription) {
  const waits = purchase?.pending;
  return {
    tier,
    packIds,
    status,
    startsAt,
    endsAt,
    ...(waits && {
      upgrade: {
        tier: waits.tier,
        packIds: waits.packIds,
        due: toMoneyView(waits.dueMinor, purchase.currency),
      },
    }),
  };
}

/** What every change leaves behind, in its transaction. */
export async function announceChange(
  { audit, events }: Pick<SubscriptionChanges, 'audit' | 'events'>,
  trx: Knex.Transaction,
  action: string,
  { actor, reason, ip, requestId }: By,
  before: StoredSubscription | null,
  after: StoredSubscription,
): Promise<void> {
  await audit.record(
    {
      action,
      actor,
      orgId: after.orgId,
      target: { type: 'subscription', id: after.id },
      before: before ? summary(before) : undefined,
      after: { ...summary(after), reason },
      ip,
      requestId,
    },
    trx,
  );
  await events.publish(
    subscriptionChanged,
    { orgId: after.orgId, subscriptionId: after.id },
    { key: after.orgId, trx },
  );
}

/**
 * Grants a subscription from now on. With the id of one that exists, answers that one unchanged.
 * @throws InvalidRequestError for terms that its tier does not have
 */
export async function grantSubscription(
  changes: SubscriptionChanges,
  grant: WantedTerms & { readonly id?: string; readonly orgId: OrgId },
  by: By,
): Promise<StoredSubscription> {
  const { store, database, clock, ids } = changes;
  const now = clock.now();
  assertTerms(grant, now, changes.packExists);
  const packIds = grant.packIds === null ? null : [...new Set(grant.packIds)];
  const granted: StoredSubscription = {
    id: grant.id ?? ids.uuid(),
    orgId: grant.orgId,
    tier: grant.tier,
    packIds,
    terms: [{ from: now, tier: grant.tier, packIds }],
    purchase: null,
    status: 'active',
    startsAt: now,
    endsAt: grant.endsAt,
    reason: by.reason,
    grantedBy: by.actor.id,
    createdAt: now,
    updatedAt: now,
  };
  const attempt = () =>
    database.transaction(async trx => {
      const existing = grant.id === undefined ? null : await store.findForUpdate(trx, grant.id, now);
      if (existing) return existing;
      await store.insert(trx, granted);
      await announceChange(changes, trx, 'subscription.granted', by, null, granted);
      return granted;
    });
  // Two grants of one id at the same time: the second finds what the first made.
  const result = await attempt().catch(error => {
    if (grant.id !== undefined && database.isUniqueViolation(error)) return attempt();
    throw error;
  });
  changes.changed(result.orgId);
  return result;
}

async function change(
  changes: SubscriptionChanges,
  id: string,
  action: string,
  by: By,
  next: (current: StoredSubscription, now: number) => StoredSubscription | null,
): Promise<StoredSubscription> {
  const { store, database, clock } = changes;
  const result = await database.transaction(async trx => {
    const now = clock.now();
    const current = await store.findForUpdate(trx, id, now);
    if (!current) throw new NotFoundError('There is no subscription of this id.');
    const wanted = next(current, now);
    if (!wanted) return current;
    const after = { ...wanted, reason: by.reason, updatedAt: now };
    await store.update(trx, after);
    await announceChange(changes, trx, action, by, current, after);
    return after;
  });
  changes.changed(result.orgId);
  return result;
}

/**
 * Changes tier, packs or end; it counts at the next request.
 * @throws NotFoundError
 * @throws ConflictError when the subscription has ended
 */
export const changeSubscription = (
  changes: SubscriptionChanges,
  id: string,
  terms: WantedTerms,
  by: By,
): Promise<StoredSubscription> =>
  change(changes, id, 'subscription.changed', by, (current, now) => {
    if (!counts(current, now))
      throw new ConflictError('This subscription has ended. Grant a new one instead.');
    assertTerms(terms, now, changes.packExists);
    if (current.purchase)
      throw new ConflictError(
        'This subscription was bought, so its buyer changes it. End it and grant another, if a contract says so.',
      );
    const packIds = terms.packIds === null ? null : [...new Set(terms.packIds)];
    const { tier, endsAt } = terms;
    return {
      ...current,
      tier,
      packIds,
      terms: changeTerms(current.terms, { from: now, tier, packIds }),
      endsAt,
    };
  });

/** What has begun and not ended, or is still to begin, can be ended. */
const canEnd = (one: StoredSubscription, now: number) =>
  one.status !== 'canceled' && (one.endsAt === null || now < one.endsAt);

/**
 * Ends a subscription now, first at Stripe where it was bought: nobody pays for what they do not have. One that has
 * ended stays as it is.
 */
export async function endSubscription(
  changes: SubscriptionChanges,
  id: string,
  by: By,
): Promise<StoredSubscription> {
  const { store, database, clock, cancelAtStripe } = changes;
  const known = await store.find(database.knex, id, clock.now());
  if (known?.purchase && canEnd(known, clock.now())) await cancelAtStripe(known.purchase);
  return change(changes, id, 'subscription.ended', by, (current, now) =>
    canEnd(current, now) ? { ...current, status: 'canceled', endsAt: now } : null,
  );
}

/** Ends what an organisation has and what it was to have. */
export async function endSubscriptionsOfOrg(
  changes: SubscriptionChanges,
  orgId: OrgId,
  by: By,
): Promise<void> {
  for (const one of await changes.store.ofOrg(orgId, changes.clock.now())) {
    if (canEnd(one, changes.clock.now())) await endSubscription(changes, one.id, by);
  }
}
