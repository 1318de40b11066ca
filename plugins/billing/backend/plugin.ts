import { asId, core, createBackendPlugin, optional, type PackId } from '@netcrab/plugin-api/backend';
import { identityRef, orgClosed } from '@netcrab/plugin-identity/contract';
import { packsRef } from '@netcrab/plugin-pack-builder/contract';
import { endpoints, permissions, subscriptionsRef, type SubscriptionsService } from '../contract';
import { migrations } from '../migrations';
import { billingConfig } from './config';
import type { Administration } from './subscriptions/administration';
import { endSubscriptionsOfOrg, grantSubscription } from './subscriptions/change';
import { currentSubscriptions } from './subscriptions/current';
import { subscriptionHandlers } from './subscriptions/handlers';
import { DatabaseSubscriptionStore } from './subscriptions/store';

export default createBackendPlugin({
  id: 'billing',
  config: billingConfig,
  needs: {
    http: core.http,
    database: core.database,
    clock: core.clock,
    ids: core.ids,
    audit: core.audit,
    events: core.events,
    identity: identityRef,
    packs: optional(packsRef),
  },
  provides: subscriptionsRef,
  permissions,
  migrations,
  start({ http, database, clock, ids, audit, events, identity, packs }) {
    const store = new DatabaseSubscriptionStore(database);
    const current = currentSubscriptions(orgId => store.ofOrg(orgId, clock.now()), clock);
    const titleOf = (packId: PackId) => packs?.get(packId)?.definition.metadata.title ?? packId;
    const allPacks = () => packs?.list().map(pack => pack.packId) ?? [];
    const admin: Administration = {
      store,
      database,
      clock,
      ids,
      audit,
      events,
      identity,
      titleOf,
      packExists: packs ? packId => packs.get(packId) !== null : null,
      changed: current.forget,
    };

    http.serve(endpoints, subscriptionHandlers(admin, allPacks));

    events.subscribe(orgClosed, 'end-subscriptions', ({ orgId }) =>
      endSubscriptionsOfOrg(admin, asId(orgId), {
        actor: { kind: 'system', id: 'billing' },
        reason: 'The organisation was closed',
      }),
    );

    const service: SubscriptionsService = {
      forPack: current.forPack,
      list: current.list,
      grant: ({ reason, actor, ...grant }) =>
        grantSubscription(admin, grant, { reason, actor: { kind: 'system', id: actor } }),
    };
    return service;
  },
});
