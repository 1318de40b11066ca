import {
  asId,
  core,
  createBackendPlugin,
  QuotaExceededError,
  UnauthorizedError,
  type FilesService,
  type OrgId,
  type PackId,
} from '@netcrab/plugin-api/backend';
import { apiKeyScheme, quotaRef, type QuotaService } from '@netcrab/plugin-api-keys/contract';
import type { Subscription, SubscriptionsService } from '@netcrab/plugin-billing/contract';
import type {
  BuildReport,
  PackDefinition,
  PacksService,
  PublishedPack,
  Snapshot,
} from '@netcrab/plugin-pack-builder/contract';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSnapshotFile } from './snapshotFile';

/** pack-builder's service over packs a test publishes. */
export class FakePacks implements PacksService {
  readonly published = new Map<string, PublishedPack>();
  readonly kept: Snapshot[] = [];
  list = () => [...this.published.values()];
  get = (packId: string) => this.published.get(packId) ?? null;
  snapshots = async (packId: PackId) => this.kept.filter(one => one.packId === packId);
  snapshot = (packId: PackId, { version, window = 'latest' }: { version?: string; window?: string }) =>
    this.kept.find(
      one =>
        one.packId === packId &&
        one.window === window &&
        one.version === (version ?? this.published.get(packId)?.latest?.version),
    ) ?? null;
  onPublished = () => undefined;
  contributions = async () => [];
  joinable = async () => this.list().map(({ packId }) => packId);
  build = async () => 'run';

  declare(definition: PackDefinition): void {
    const packId = asId<PackId>(definition.metadata.name);
    this.published.set(packId, { packId, definition, versions: [], latest: null, report: null });
  }

  async publish(
    files: FilesService,
    definition: PackDefinition,
    rows: Iterable<readonly (string | number | null)[]>,
    options: {
      readonly version?: string;
      readonly buildId?: string;
      readonly window?: string;
      readonly indexes?: readonly string[];
    } = {},
  ): Promise<Snapshot> {
    const { version = '1.0', buildId = 'build-1', window = 'latest', indexes } = options;
    const packId = asId<PackId>(definition.metadata.name);
    const folder = mkdtempSync(join(tmpdir(), 'netcrab-pack-'));
    const path = join(folder, 'pack.sqlite');
    const csv = join(folder, 'pack.csv');
    const all = [...rows];
    writeSnapshotFile(path, definition.spec, all, indexes);
    writeFileSync(csv, all.map(row => row.join(',')).join('\n'));
    const snapshot: Snapshot = {
      packId, version, buildId, window,
      builtAt: Date.parse('2026-11-01T02:00:00Z'),
      rows: all.length,
      files: { sqlite: await files.put({ path }), csv: await files.put({ path: csv }) },
    }; // prettier-ignore
    rmSync(folder, { recursive: true });
    this.kept.unshift(snapshot);
    const before = this.published.get(packId);
    const others = (before?.versions ?? []).filter(one => one.version !== version);
    const { fields } = definition.spec;
    this.published.set(packId, {
      packId,
      definition,
      versions: [
        {
          version,
          status: 'active',
          createdAt: snapshot.builtAt,
          changelog: 'First.',
          breaking: false,
          fields,
        },
        ...others,
      ],
      latest: window === 'latest' ? snapshot : (before?.latest ?? null),
      report,
    });
    return snapshot;
  }
}

const report: BuildReport = {
  buildId: 'build-1',
  cells: { candidate: 1200, published: 1000, generalized: 150, dropped: 50 },
  dropReasons: { minOrgs: 50 },
  suppressedShare: 0.04,
  orgsBand: '20–49',
  sessions: 48_000,
  privacy: {
    minOrgs: 20, minSessions: 10_000, minCellSessions: 100, cellsPerUnit: 8, rho: 0.015, epsilon: 1, delta: 1e-7,
    budgetSpent: 0.015, budgetLimit: 0.06,
  },
  from: '2026-09-01',
  to: '2026-10-30',
}; // prettier-ignore

export class FakeSubscriptions implements SubscriptionsService {
  readonly held = new Map<string, Subscription>();
  forPack = (orgId: OrgId, packId: PackId) => this.held.get(`${orgId}/${packId}`) ?? null;
  list = async (orgId: OrgId) => [...this.held.values()].filter(one => one.orgId === orgId);
  grant = async () => {
    throw new Error('not used');
  };
  give(org: string, pack: string, tier: Subscription['tier'] = 'standard'): void {
    const [orgId, packId] = [asId<OrgId>(org), asId<PackId>(pack)];
    this.held.set(`${orgId}/${packId}`, {
      id: `${org}-${pack}`,
      orgId,
      tier,
      packIds: [packId],
      status: 'active',
      startsAt: 0,
      endsAt: null,
    });
  }
}

/** Counts rows as api-keys does, in memory; answers reservations without a promise. */
export class FakeQuota implements QuotaService {
  used = 0;
  reserved = 0;
  limit = Infinity;
  reserve: QuotaService['reserve'] = (_request, rows) => {
    if (this.used + this.reserved + rows > this.limit)
      throw new QuotaExceededError('The quota of this month is used up.');
    this.reserved += rows;
    let open = true;
    const close = (charged: number) => {
      if (!open) throw new Error('settled or released twice');
      open = false;
      this.reserved -= rows;
      this.used += charged;
    };
    return { settle: close, release: () => close(0) };
  };
  state: QuotaService['state'] = async ({ rowsPerMonth }) => ({
    used: this.used,
    reserved: this.reserved,
    limit: Math.min(this.limit, rowsPerMonth),
    resetsAt: Date.parse('2026-12-01T00:00:00Z'),
  });
  daily = async () => [{ date: '2026-11-01', rows: this.used, requests: 1 }];
}

/** Stands in for api-keys: `nc_live_<org>` and `nc_test_<org>` are keys of that org. */
export const fakeKeys = (quota: QuotaService) =>
  createBackendPlugin({
    id: 'api-keys',
    needs: { http: core.http },
    provides: quotaRef,
    start({ http }) {
      http.auth.addScheme({
        id: apiKeyScheme,
        prefixes: ['nc_live_', 'nc_test_'],
        authenticate(token) {
          const org = token.slice('nc_live_'.length);
          if (org === 'wrong') throw new UnauthorizedError('This key is not known.');
          return {
            kind: 'service',
            scheme: apiKeyScheme,
            id: `key-of-${org}`,
            orgId: asId<OrgId>(org),
            scopes: new Set(['packs:query', 'packs:download']),
            details: { label: 'test', mode: token.startsWith('nc_test_') ? 'test' : 'live' },
          };
        },
      });
      return quota;
    },
  });
