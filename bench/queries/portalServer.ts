import apiKeys from '@netcrab/plugin-api-keys/backend';
import { endpoints as keyEndpoints } from '@netcrab/plugin-api-keys/contract';
import { subscriptionsRef, tierTerms } from '@netcrab/plugin-billing/contract';
import { packsRef } from '@netcrab/plugin-pack-builder/contract';
import packCatalog from '@netcrab/plugin-pack-catalog/backend';
import { createIds } from '../../backend/src/services/ids';
import { startTestPortal } from '../../backend/src/testing';
import { definitionOf } from '../../plugins/pack-catalog/testing/definition';
import { FakePacks, FakeSubscriptions } from '../../plugins/pack-catalog/testing/fakes';
import { days, firstDay, packId, taskTypes } from './pack.mjs';
import { frictionRows } from '../../plugins/pack-catalog/testing/snapshotFile';

// The limits are counted as ever; they only must not end the measurement.
Object.assign(tierTerms.enterprise, { requestsPerMinute: 1e9, rowsPerMonth: 1e13 });

const packs = new FakePacks();
const subscriptions = new FakeSubscriptions();
subscriptions.give('bench', packId, 'enterprise');
const portal = await startTestPortal({
  plugins: [packCatalog, apiKeys],
  ids: createIds({ clock: { now: Date.now } }),
  clock: { now: () => Date.now(), set: () => undefined, advance: () => undefined },
  host: { server: { port: Number(process.env.PORT), drainSeconds: 1 } },
  provide: [
    [packsRef, packs],
    [subscriptionsRef, subscriptions],
  ],
});
const { files } = portal.core;
await packs.publish(files, definitionOf(packId, 'A million rows'), frictionRows(days, firstDay, taskTypes), {
  indexes: ['date', 'vertical, date', 'task_type, date', 'flow_complexity, date'],
});
const { sqlite } = packs.get(packId)?.latest?.files ?? {};
if (!sqlite) throw new Error('the pack was not written');
const { secret } = await portal
  .client(keyEndpoints, { as: { orgId: 'bench', roles: ['buyer_admin'] } })
  .createKey({ body: { label: 'bench', scopes: ['packs:query'] } });
process.send?.({ baseUrl: portal.baseUrl, key: secret, path: await files.localPath(sqlite.sha256) });
const stop = () => void portal.stop().then(() => process.exit(0));
process.on('message', message => (message === 'cpu' ? process.send?.(process.cpuUsage()) : stop()));
process.on('disconnect', stop);
