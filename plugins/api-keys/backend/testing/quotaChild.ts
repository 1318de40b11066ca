import { startTestPortal, type TestDatabase } from '@netcrab/backend/testing';
import { asId, core, createBackendPlugin, reply, type OrgId, type PackId } from '@netcrab/plugin-api/backend';
import { binary, endpoint } from '@netcrab/plugin-api/contract';
import { testIds } from '@netcrab/plugin-api/testing';
import { subscriptionsRef } from '@netcrab/plugin-billing/contract';
import { z } from 'zod';
import { quotaRef, readUsage } from '../../contract';
import apiKeys from '../plugin';

export interface QuotaChildOptions {
  readonly dataDir: string;
  readonly database: TestDatabase['config'];
  /** Epoch ms that its clock shows when it begins. */
  readonly startsAt: number;
  readonly rowsPerMonth: number;
}

const options = JSON.parse(process.argv[2] ?? '') as QuotaChildOptions;
const say = (line: string) => void process.stdout.write(`${line}\n`);
const clock = { now: () => Math.floor(options.startsAt + performance.now()), set() {}, advance() {} };

const rows = endpoint({
  method: 'GET',
  path: '/v1/rows/:count',
  summary: 'Deliver rows and charge them',
  tags: ['test'],
  access: { permission: readUsage },
  plane: 'data',
  params: z.object({ count: z.coerce.number().int() }),
  output: binary('text/plain'),
});

/** Stands in for whoever delivers rows, and says of each delivery when its rows were given and when it was over. */
const deliveries = createBackendPlugin({
  id: 'deliveries',
  needs: { http: core.http, quota: quotaRef },
  start({ http, quota }) {
    http.serve(
      { rows },
      {
        rows: async ({ params: { count } }) => {
          const request = {
            orgId: asId<OrgId>('acme'),
            packId: asId<PackId>('pack'),
            keyId: 'key-1',
            rowsPerMonth: options.rowsPerMonth,
          };
          const reservation = await quota.reserve(request, count);
          const reservedAt = clock.now();
          return reply({
            headers: { 'content-type': 'text/plain' },
            body: String(count),
            onFinish() {
              reservation.settle(count);
              say(`delivered ${reservedAt} ${clock.now()} ${count}`);
            },
          });
        },
      },
    );
  },
});

/** A whole portal on given data that delivers rows of one quota. Meant to be killed at any moment. */
async function main(): Promise<void> {
  const { baseUrl } = await startTestPortal({
    plugins: [apiKeys, deliveries],
    database: { config: options.database, drop: async () => undefined },
    host: { dataDir: options.dataDir },
    clock,
    // A process of its own has ids of its own.
    ids: testIds(`quota-child-${options.startsAt}`),
    provide: [
      [subscriptionsRef, { forPack: () => null, list: async () => [], grant: async () => undefined }],
    ],
  });
  say(`listens ${baseUrl}`);
}

void main();
