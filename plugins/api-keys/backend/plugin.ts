import { asId, core, createBackendPlugin } from '@netcrab/plugin-api/backend';
import { subscriptionsRef } from '@netcrab/plugin-billing/contract';
import { orgClosed } from '@netcrab/plugin-identity/contract';
import { endpoints, permissions, quotaRef } from '../contract';
import { migrations } from '../migrations';
import { apiKeysConfig } from './config';
import { actingIn, type KeyOperations } from './keys/keyOperations';
import { createKey } from './keys/createKey';
import { DatabaseKeyStore } from './keys/keyStore';
import { listKeys } from './keys/listKeys';
import { revokeKey } from './keys/revokeKey';
import { revokeKeysOfOrg } from './keys/revokeKeysOfOrg';
import { rotateKey } from './keys/rotateKey';
import { DatabaseLeaseStore } from './quota/leaseStore';
import { createQuotas } from './quota/quotas';
import { readUsage } from './quota/usage';
import { DatabaseUsageStore } from './quota/usageStore';
import { createAuthenticate } from './verify/authenticate';
import { bcryptHash, bcryptMatches } from './verify/bcrypt';
import { keyGeneration } from './verify/generation';
import { trackLastUsed } from './verify/lastUsed';
import { batchLookups, lookupSpacingMs, type Wait } from './verify/lookupBatch';
import { orgRates } from './verify/orgRates';
import { requestLimits } from './verify/requestLimits';

const wait: Wait = ms => new Promise(resolve => setTimeout(resolve, ms).unref());

export default createBackendPlugin({
  id: 'api-keys',
  config: apiKeysConfig,
  needs: {
    http: core.http,
    database: core.database,
    clock: core.clock,
    ids: core.ids,
    secrets: core.secrets,
    limits: core.limits,
    audit: core.audit,
    events: core.events,
    lifecycle: core.lifecycle,
    logger: core.logger,
    subscriptions: subscriptionsRef,
  },
  provides: quotaRef,
  permissions,
  migrations,
  async start({
    config,
    http,
    database,
    clock,
    ids,
    secrets,
    limits,
    audit,
    events,
    lifecycle,
    logger,
    subscriptions,
  }) {
    const store = new DatabaseKeyStore(database);
    const usage = new DatabaseUsageStore(database);
    const leases = new DatabaseLeaseStore(database);
    const quotas = createQuotas({ leases, usage, clock, ids, log: logger, wait });
    const lookupOf = (secret: string) => secrets.hmac('api-key-lookup', secret).toString('hex');
    const subscriptionsOf = subscriptions.list.bind(subscriptions);

    const generation = keyGeneration(database.dialect, () => store.generation());
    const lastUsed = trackLastUsed(used => store.markUsed(used), logger);
    const find = batchLookups(texts => store.findByLookups(texts), {
      spacingMs: lookupSpacingMs,
      wait,
      now: () => performance.now(),
    });
    http.auth.addScheme(
      createAuthenticate({
        clock,
        generation,
        lookupOf,
        find,
        matches: bcryptMatches,
        rateOf: orgRates(subscriptionsOf, clock),
        countRequest: requestLimits(limits),
        lastUsed,
      }),
    );

    const operations: KeyOperations = {
      store,
      database,
      clock,
      ids,
      audit,
      lookupOf,
      hash: secret => bcryptHash(secret, config.bcryptCost),
      restricted: generation.raised,
    };
    http.serve(endpoints, {
      createKey: ({ body }, context) => createKey(operations, actingIn(context), body),
      listKeys: async (_, context) => {
        await Promise.all([lastUsed.flush(), quotas.flush()]);
        return listKeys(operations, usage, actingIn(context));
      },
      revokeKey: async ({ params }, context) => {
        await revokeKey(operations, actingIn(context), params.id);
        return undefined;
      },
      rotateKey: ({ params, body }, context) =>
        rotateKey(operations, actingIn(context), params.id, body.overlapHours),
      usage: ({ query }, context) =>
        readUsage(
          { quotas, leases, usage, clock, subscriptions: subscriptionsOf },
          actingIn(context).orgId,
          query.month,
        ),
    });

    events.subscribe(orgClosed, 'revoke-keys', ({ orgId }) => revokeKeysOfOrg(operations, asId(orgId)));
    lifecycle.onReady(() => leases.sweep(clock.now()));
    lifecycle.onStop(async () => {
      await quotas.stop();
      await lastUsed.flush();
    });
    return quotas;
  },
});
