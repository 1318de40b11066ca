import { asId } from '@netcrab/plugin-api/backend';
import type { BuildReport, PublishedPack, Snapshot } from '../contract';
import type { BuildRecord } from '../contract/builds';
import type { LoadedDefinition } from './definitions/loadDefinitions';
import type { PublicationStore, StoredVersion } from './stores/publicationStore';

/** What is published, held in memory: the catalogue asks for it at every request. */
export interface PublishedPacks {
  list(): readonly PublishedPack[];
  get(packId: string): PublishedPack | null;
  snapshots(packId: string): Snapshot[];
  snapshot(packId: string, options: { readonly version?: string; readonly window?: string }): Snapshot | null;
  lastBuild(packId: string): BuildRecord | null;
  /** Reads everything again from the database. */
  refresh(): Promise<void>;
}

/** The public part of a report: which cells were withheld stays inside. */
function publicReport({ report }: BuildRecord): BuildReport | null {
  if (!report) return null;
  const { withheld: _, ...shown } = report;
  return shown;
}

const order: readonly StoredVersion['status'][] = ['active', 'deprecated', 'draft'];

export function createPublishedPacks(
  definitions: readonly LoadedDefinition[],
  store: PublicationStore,
): PublishedPacks {
  let packs = new Map<string, PublishedPack>();
  let snapshots = new Map<string, Snapshot[]>();
  let lastBuilds = new Map<string, BuildRecord>();

  const find = (packId: string, version: string, window: string) =>
    snapshots.get(packId)?.find(one => one.version === version && one.window === window) ?? null;

  return {
    list: () => [...packs.values()],
    get: packId => packs.get(packId) ?? null,
    snapshots: packId => snapshots.get(packId) ?? [],
    snapshot(packId, { version, window = 'latest' }) {
      const wanted = version ?? packs.get(packId)?.latest?.version;
      return wanted ? find(packId, wanted, window) : null;
    },
    lastBuild: packId => lastBuilds.get(packId) ?? null,
    async refresh() {
      const versions = await store.versions();
      const bySnapshot = new Map<string, Snapshot[]>();
      for (const one of await store.snapshots())
        bySnapshot.set(one.packId, [...(bySnapshot.get(one.packId) ?? []), one]);
      snapshots = bySnapshot;
      const builds = new Map<string, BuildRecord>();
      const fresh = new Map<string, PublishedPack>();
      for (const { definition } of definitions) {
        const packId = definition.metadata.name;
        const own = versions
          .filter(version => version.packId === packId)
          .sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
        const [build] = await store.builds({ packId, limit: 1 });
        if (build) builds.set(packId, build);
        const active = own.find(({ status }) => status === 'active');
        fresh.set(packId, {
          packId: asId(packId),
          definition,
          versions: own.map(({ version, status, createdAt, changelog, breaking, fields }) => {
            return { version, status, createdAt, changelog, breaking, fields };
          }),
          latest: active ? find(packId, active.version, 'latest') : null,
          report: build ? publicReport(build) : null,
        });
      }
      lastBuilds = builds;
      packs = fresh;
    },
  };
}
