import { asId, core, createBackendPlugin, NotFoundError, type OrgId } from '@netcrab/plugin-api/backend';
import { orgClosed } from '@netcrab/plugin-identity/contract';
import { telemetryRef } from '@netcrab/plugin-telemetry/contract';
import {
  contributionsRef,
  endpoints,
  nextBuildAt,
  permissions,
  type ContributionsService,
} from '../contract';
import { migrations } from '../migrations';
import { changeOptIns, stopContributing, type OptInChanges } from './changeOptIns';
import { checkChoices, fittingChoices } from './checkChoices';
import { DatabaseOptInStore } from './optInStore';
import { actingOrg, requester } from './requester';

const pageSize = 20;

export default createBackendPlugin({
  id: 'contributions',
  needs: {
    http: core.http,
    database: core.database,
    clock: core.clock,
    ids: core.ids,
    audit: core.audit,
    events: core.events,
    telemetry: telemetryRef,
  },
  provides: contributionsRef,
  permissions,
  migrations,
  start({ http, database, clock, ids, audit, events, telemetry }) {
    const store = new DatabaseOptInStore(database.knex);
    const changes: OptInChanges = { store, database, clock, ids, audit, events };
    const outcome = (changed: number) => ({ changed, nextBuildAt: nextBuildAt(clock.now()) });

    http.serve(endpoints, {
      contributions: async (_, context) => {
        const orgId = actingOrg(context);
        const [{ enabled, changedAt, switches }, products, packs] = await Promise.all([
          store.ofOrg(orgId),
          telemetry.products({ orgId }),
          store.offered(),
        ]);
        return {
          enabled,
          changedAt,
          products: products.map(({ productId, name, vertical }) => ({ productId, name, vertical })),
          packs,
          optIns: switches.filter(one => one.on),
          nextBuildAt: nextBuildAt(clock.now()),
        };
      },
      setContributing: async ({ body }, context) =>
        outcome(await changeOptIns(changes, actingOrg(context), { enabled: body.on }, requester(context))),
      setChoices: async ({ body }, context) => {
        const orgId = actingOrg(context);
        checkChoices(body.choices, body.on, await telemetry.products({ orgId }), await store.offered());
        return outcome(await changeOptIns(changes, orgId, { switches: body }, requester(context)));
      },
      contributionHistory: async ({ query: { page, ...filter } }, context) => ({
        ...(await store.history({ orgId: actingOrg(context), ...filter }, pageSize, (page - 1) * pageSize)),
        pageSize,
      }),
      setOrgContributions: async ({ params, body: { on, packIds } }, context) => {
        const orgId = params.orgId as OrgId;
        const products = await telemetry.products({ orgId });
        if (products.length === 0)
          throw new NotFoundError(`The organisation "${orgId}" has no product. Import its events first.`);
        const offered = await store.offered();
        const missing = packIds?.find(id => !offered.some(pack => pack.packId === id));
        if (missing !== undefined) throw new NotFoundError(`No pack "${missing}" takes contributions.`);
        const packs = packIds ? offered.filter(pack => packIds.includes(pack.packId)) : offered;
        const { switches } = await store.ofOrg(orgId);
        const named = switches.filter(one => !packIds || packIds.includes(one.packId));
        const choices = on
          ? fittingChoices(products, packs)
          : named.map(({ productId, packId }) => ({ productId, packId }));
        return outcome(await changeOptIns(changes, orgId, { switches: { on, choices } }, requester(context)));
      },
    });

    events.subscribe(orgClosed, 'opt-out', ({ orgId }) =>
      stopContributing(changes, asId(orgId), { actor: { kind: 'system', id: 'contributions' } }),
    );

    const service: ContributionsService = {
      offer: packs => database.transaction(trx => store.replaceOffered(trx, packs)),
      contributors: packId => store.contributors(packId),
      async set({ orgId, productId, packId, on, actor }) {
        const choices = [{ productId, packId }];
        checkChoices(choices, on, await telemetry.products({ orgId }), await store.offered());
        await changeOptIns(
          changes,
          orgId,
          { switches: { on, choices } },
          { actor: { kind: 'system', id: actor } },
        );
      },
    };
    return service;
  },
});
