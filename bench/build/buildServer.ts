import apiKeys from '@netcrab/plugin-api-keys/backend';
import { endpoints as keyEndpoints } from '@netcrab/plugin-api-keys/contract';
import { asId, type OrgId, type PackId, type ProductId } from '@netcrab/plugin-api/backend';
import { subscriptionsRef, tierTerms } from '@netcrab/plugin-billing/contract';
import { contributionsRef } from '@netcrab/plugin-contributions/contract';
import packBuilder from '@netcrab/plugin-pack-builder/backend';
import { packsRef } from '@netcrab/plugin-pack-builder/contract';
import packCatalog from '@netcrab/plugin-pack-catalog/backend';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { createIds } from '../../backend/src/services/ids';
import { startTestPortal } from '../../backend/src/testing';
import { definition, factsPlugin } from '../../plugins/pack-builder/testing/portal';
import { FakeSubscriptions } from '../../plugins/pack-catalog/testing/fakes';
import { fillDays, handWritten, orgs } from './facts';

// The limits are counted as ever; they only must not end the measurement.
Object.assign(tierTerms.enterprise, { requestsPerMinute: 1e9, rowsPerMonth: 1e13 });

const packId = asId<PackId>('bench_pack');
const products = Array.from({ length: orgs }, (_, index) => ({
  orgId: asId<OrgId>(`org_${index}`),
  productId: asId<ProductId>('app'),
  name: 'App',
  vertical: 'CUSTOM' as const,
}));
const definitions = mkdtempSync(path.join(tmpdir(), 'netcrab-bench-'));
const pack = definition({ name: packId, minOrgs: 20, minCellSessions: 100, minSessions: 10_000 });
writeFileSync(path.join(definitions, 'pack.yaml'), stringify(pack));
const subscriptions = new FakeSubscriptions();
subscriptions.give('bench', packId, 'enterprise');
const portal = await startTestPortal({
  plugins: [factsPlugin(products), packBuilder, packCatalog, apiKeys],
  ids: createIds({ clock: { now: Date.now } }),
  clock: { now: () => Date.now(), set: () => undefined, advance: () => undefined },
  host: {
    log: { level: 'error' },
    warehouse: { memoryLimit: '3GB' },
  },
  // Restatements are how the full build is repeated here; each is charged.
  config: { 'pack-builder': { locations: [definitions], budgetPerSourceDay: 1 } },
  provide: [
    [
      contributionsRef,
      {
        offer: async () => undefined,
        contributors: async () => products.map(product => ({ ...product, since: 0 })),
        set: async () => undefined,
      },
    ],
    [subscriptionsRef, subscriptions],
  ],
});
const { secret } = await portal
  .client(keyEndpoints, { as: { orgId: 'bench', roles: ['buyer_admin'] } })
  .createKey({ body: { label: 'bench', scopes: ['packs:query'] } });

const { warehouse, scheduler, database } = portal.core;

async function build(asOf: string, restateFrom: string | null): Promise<void> {
  const wish = { id: `bench-${Date.now()}`, pack_id: packId, as_of: asOf, restate_from: restateFrom };
  if (restateFrom) await database.knex('pack_requests').insert({ ...wish, reason: 'bench', requested_at: 0 });
  const run = await scheduler.settled(await portal.service(packsRef).build({ packId, asOf }));
  if (run.status !== 'succeeded') throw new Error(`the build ${run.status}: ${run.error}`);
}

/** As if the pack had never been built: the next build is a first one. */
async function forget(): Promise<void> {
  for (const table of ['builds', 'snapshots', 'versions', 'windows', 'months', 'ledger', 'lineage', 'roster'])
    await database.knex(`pack_${table}`).delete();
  await warehouse.run('DELETE FROM pack_contrib_days');
}

type Command =
  | { readonly name: 'fill'; readonly from: string; readonly days: number; readonly sessionsPerDay: number }
  | { readonly name: 'build'; readonly asOf: string; readonly restateFrom: string | null }
  | { readonly name: 'byHand' | 'forget' }
  | { readonly name: 'stop' };

async function obey(command: Command): Promise<void> {
  if (command.name === 'fill') {
    await warehouse.session({}, connection =>
      fillDays(connection, command.from, command.days, command.sessionsPerDay),
    );
    await warehouse.run('CHECKPOINT');
  } else if (command.name === 'build') {
    await build(command.asOf, command.restateFrom);
  } else if (command.name === 'byHand') {
    await warehouse.session({}, async connection => {
      for (const statement of handWritten) await connection.query(statement);
    });
  } else if (command.name === 'forget') {
    await forget();
  }
}

process.on('message', (command: Command) => {
  if (command.name === 'stop') {
    rmSync(definitions, { recursive: true, force: true });
    void portal.stop().then(() => process.exit(0));
    return;
  }
  const before = process.cpuUsage();
  obey(command).then(
    () => {
      const { user, system } = process.cpuUsage(before);
      process.send?.({ cpu: (user + system) / 1e6 });
    },
    (error: unknown) => process.send?.({ failed: error instanceof Error ? error.stack : String(error) }),
  );
});
process.on('disconnect', () => process.exit(1));
process.send?.({ baseUrl: portal.baseUrl, key: secret });
