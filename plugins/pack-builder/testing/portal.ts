import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  asId,
  core,
  createBackendPlugin,
  type JobRun,
  type OrgId,
  type ProductId,
} from '@netcrab/plugin-api/backend';
import { testClock, testIds } from '@netcrab/plugin-api/testing';
import { startTestPortal, type TestPortal } from '@netcrab/backend/testing';
import {
  contributionsRef,
  type Contribution,
  type OfferedPack,
} from '@netcrab/plugin-contributions/contract';
import { telemetryRef, type Product, type Vertical } from '@netcrab/plugin-telemetry/contract';
import { stringify } from 'yaml';
import { warehouseMigrations } from '../../telemetry/migrations';
import { packsRef, type PackDefinition } from '../contract';
import { kindOf } from '../backend/aggregation/kinds';
import packBuilder from '../backend/plugin';
import { fillFacts, type Facts } from './facts';

/** Stands in for telemetry: its real tables, filled by {@link fillFacts}. */
export const factsPlugin = (products: readonly Product[]) =>
  createBackendPlugin({
    id: 'telemetry',
    // Its tables are made for who asks for the warehouse.
    needs: { warehouse: core.warehouse },
    provides: telemetryRef,
    warehouseMigrations,
    start: () => ({
      products: async ({ orgId } = {}) => products.filter(one => orgId === undefined || one.orgId === orgId),
      ensureProduct: async () => Promise.reject(new Error('not used')),
      createIngestKey: async () => Promise.reject(new Error('not used')),
      caughtUp: async () => undefined,
      preview: async () => Promise.reject(new Error('not used')),
      taskTypes: {
        list: async () => [],
        rename: async () => undefined,
        merge: async () => undefined,
        unmerge: async () => undefined,
      },
    }),
  });

type Overrides = Partial<Omit<PackDefinition['spec'], 'privacy'>> & {
  name: string;
  privacy?: Partial<PackDefinition['spec']['privacy']>;
};

/** A definition with all of its table's columns and thresholds that a test can reach. */
export function definition({ name, ...overrides }: Overrides) {
  const kind = overrides.kind ?? 'ux_benchmarks';
  const built = kindOf(kind);
  return {
    apiVersion: 'netcrab.io/v1',
    kind: 'DataPack',
    metadata: { name, title: `Pack ${name}`, description: 'A pack of a test.' },
    spec: {
      kind,
      vertical: 'CUSTOM',
      table: built?.table,
      fields: built?.columns.map(column => ({
        name: column.name,
        type: column.type,
        description: column.name,
      })),
      updateFrequency: 'daily',
      minOrgs: 5,
      minSessions: 500,
      minCellSessions: 50,
      demo: true,
      license: { name: 'Test', do: [], dont: [], text: 'Test.' },
      pricing: { standard: '1', pro: '2', enterprise: 'contact' },
      ...overrides,
      privacy: { cellsPerUnit: 2, ...overrides.privacy },
    },
  };
}

export interface PackPortal {
  readonly portal: TestPortal;
  readonly offered: () => readonly OfferedPack[];
  /** Orgs whose product is opted in; all by default. */
  optIn(orgs: readonly string[]): void;
  fill(facts: Facts): Promise<void>;
  define(...definitions: ReturnType<typeof definition>[]): void;
  /** Builds and waits for the end. */
  build(request?: { packId?: string; asOf?: string }): Promise<JobRun>;
  rows(packId: string, window?: string): Promise<Array<Record<string, number | string>>>;
}

export async function startPackPortal(options: {
  readonly definitions: ReadonlyArray<ReturnType<typeof definition>>;
  readonly orgs: readonly string[];
  readonly vertical?: Vertical;
  readonly database?: 'sqlite' | 'pg';
  readonly config?: Record<string, unknown>;
  /** Goes on with what an earlier process left there; nothing removes it. */
  readonly dataDir?: string;
}): Promise<PackPortal> {
  const folder = mkdtempSync(path.join(tmpdir(), 'netcrab-packs-'));
  mkdirSync(folder, { recursive: true });
  const define = (...definitions: ReturnType<typeof definition>[]) => {
    for (const one of definitions)
      writeFileSync(path.join(folder, `${one.metadata.name}.yaml`), stringify(one));
  };
  define(...options.definitions);
  const product = (orgId: string): Product => ({
    orgId: asId<OrgId>(orgId),
    productId: asId<ProductId>('app'),
    name: 'App',
    vertical: options.vertical ?? 'CUSTOM',
  });
  let opted = options.orgs;
  let offered: readonly OfferedPack[] = [];
  const portal = await startTestPortal({
    database: options.database ?? 'sqlite',
    clock: testClock('2026-11-10T12:00:00Z'),
    // The same noise in every run: what a test says of margins holds of all keys but a few.
    host: {
      secrets: { key: 'the key that the noise of tests is drawn with' },
      ...(options.dataDir && { dataDir: options.dataDir }),
    },
    // Ids of an earlier process must not come again.
    ...(options.dataDir && { ids: testIds(`process-${process.pid}`) }),
    plugins: [packBuilder, factsPlugin(options.orgs.map(product))],
    config: { 'pack-builder': { locations: [folder], debounceSeconds: 3600, ...options.config } },
    provide: [
      [
        contributionsRef,
        {
          offer: async (packs: readonly OfferedPack[]) => void (offered = packs),
          contributors: async (): Promise<Contribution[]> =>
            opted.map(org => ({ ...product(org), since: 0 })),
          set: async () => undefined,
        },
      ],
    ],
  });
  return {
    portal,
    offered: () => offered,
    define,
    optIn: orgs => void (opted = orgs),
    fill: facts => portal.core.warehouse.session({}, connection => fillFacts(connection, facts)),
    async build(request = {}) {
      // What the definitions' own events asked for would be built along.
      await portal.core.events.drained();
      await portal.core.database.knex('pack_requests').delete();
      const runId = await portal
        .service(packsRef)
        .build({ ...request, packId: request.packId === undefined ? undefined : asId(request.packId) });
      return portal.core.scheduler.settled(runId);
    },
    async rows(packId, window = 'latest') {
      const snapshot = portal.service(packsRef).snapshot(asId(packId), { window });
      if (!snapshot?.files.sqlite) return [];
      const { default: Database } = await import('better-sqlite3');
      const database = new Database(await portal.core.files.localPath(snapshot.files.sqlite.sha256), {
        readonly: true,
      });
      const table = portal.service(packsRef).get(packId)?.definition.spec.table;
      const rows = database.prepare(`SELECT * FROM ${table}`).all() as Array<Record<string, number | string>>;
      database.close();
      return rows;
    },
  };
}

export const orgNames = (count: number, first = 0) =>
  Array.from({ length: count }, (_, i) => `org_${first + i}`);
