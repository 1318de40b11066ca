import {
  asId,
  core,
  createBackendPlugin,
  ForbiddenError,
  optional,
  type PackId,
} from '@netcrab/plugin-api/backend';
import { identityRef, orgClosed } from '@netcrab/plugin-identity/contract';
import { packsRef } from '@netcrab/plugin-pack-builder/contract';
import { endpoints, permissions, subscriptionsRef, type SubscriptionsService } from '../contract';
import { migrations } from '../migrations';
import {
  changeByAdmin,
  endByAdmin,
  grantByAdmin,
  listSubscriptions,
  type Administration,
} from './administration';
import { endSubscriptionsOfOrg, grantSubscription } from './changeSubscription';
import { billingConfig } from './config';
import { counts, currentSubscriptions } from './currentSubscriptions';
import { DatabaseSubscriptionStore } from './subscriptionStore';
import { openPacks, subscriptionView, tierViews } from './subscriptionViews';

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
    const current = currentSubscriptions(orgId => store.ofOrg(orgId), clock);
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

    http.serve(endpoints, {
      tiers: () => ({ tiers: tierViews() }),
      ownSubscriptions: async (_, { principal }) => {
        if (principal.kind !== 'user' || principal.orgId === null)
          throw new ForbiddenError('Choose the organisation to act for.');
        const now = clock.now();
        const all = await store.ofOrg(principal.orgId);
        const open = all.filter(one => counts(one, now));
        const inOrder = [...open, ...all.filter(one => !counts(one, now))];
        return {
          subscriptions: inOrder.map(one => subscriptionView(one, now, titleOf)),
          packs: openPacks(open, allPacks, titleOf),
        };
      },
      listSubscriptions: ({ query }) => listSubscriptions(admin, query),
      packChoices: () => ({ packs: allPacks().map(id => ({ id, title: titleOf(id) })) }),
      grantSubscription: ({ body }, context) => grantByAdmin(admin, body, context),
      changeSubscription: ({ params, body }, context) => changeByAdmin(admin, params.id, body, context),
      endSubscription: ({ params, body }, context) => endByAdmin(admin, params.id, body.reason, context),
    });

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
