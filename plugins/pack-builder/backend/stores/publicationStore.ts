import type { DatabaseService, StoredFile } from '@netcrab/plugin-api/backend';
import { asId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { PackDefinition, PackVersion, Snapshot, SnapshotFormat, VersionStatus } from '../../contract';
import type { BuildRecord, BuildStatus } from '../../contract/builds';

export interface StoredVersion extends PackVersion {
  readonly packId: string;
  readonly schemaDigest: string;
  readonly methodDigest: string;
}

type Fields = PackDefinition['spec']['fields'];

const toSnapshot = (row: Record<string, unknown>): Snapshot => ({
  packId: asId(String(row.pack_id)),
  version: String(row.version),
  buildId: String(row.build_id),
  window: String(row.window),
  builtAt: Number(row.built_at),
  rows: Number(row.rows),
  files: JSON.parse(String(row.files)) as Record<SnapshotFormat, StoredFile>,
});

const toVersion = (row: Record<string, unknown>): StoredVersion => ({
  packId: String(row.pack_id),
  version: String(row.version),
  status: row.status as VersionStatus,
  createdAt: Number(row.created_at),
  changelog: String(row.changelog),
  breaking: Boolean(row.breaking),
  fields: JSON.parse(String(row.fields)) as Fields,
  schemaDigest: String(row.schema_digest),
  methodDigest: String(row.method_digest),
});

function versionNumber({ version }: StoredVersion): number {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major * 1e6 + minor;
}

const toBuild = (row: Record<string, unknown>): BuildRecord => ({
  id: String(row.id),
  packId: String(row.pack_id),
  runId: String(row.run_id),
  asOf: String(row.as_of),
  reason: String(row.reason),
  status: row.status as BuildStatus,
  version: row.version === null ? null : String(row.version),
  startedAt: Number(row.started_at),
  finishedAt: Number(row.finished_at),
  message: row.message === null ? null : String(row.message),
  report: row.report ? (JSON.parse(String(row.report)) as BuildRecord['report']) : null,
});

/** Versions, snapshots and the history of builds. */
export function createPublicationStore({ knex }: DatabaseService) {
  return {
    /** Newest first. */
    async versions(): Promise<StoredVersion[]> {
      return (await knex('pack_versions')).map(toVersion).sort((a, b) => versionNumber(b) - versionNumber(a));
    },

    /** Newest first. */
    async snapshots(): Promise<Snapshot[]> {
      return (await knex('pack_snapshots').orderBy('seq', 'desc')).map(toSnapshot);
    },

    async builds(filter: { packId?: string; limit: number }): Promise<BuildRecord[]> {
      const query = knex('pack_builds').orderBy('seq', 'desc');
      if (filter.packId) query.where('pack_id', filter.packId);
      return (await query.limit(filter.limit)).map(toBuild);
    },

    async build(id: string): Promise<BuildRecord | null> {
      const row = await knex('pack_builds').where({ id }).first();
      return row ? toBuild(row) : null;
    },

    /** Ids of builds that committed rows: rows of any other are left over from a crash. */
    async committedBuilds(packId: string): Promise<string[]> {
      return (await knex('pack_builds').where({ pack_id: packId, status: 'published' }).select('id')).map(
        row => String(row.id),
      );
    },

    async saveBuild(trx: Knex | Knex.Transaction, build: BuildRecord): Promise<void> {
      await trx('pack_builds').insert({
        id: build.id,
        pack_id: build.packId,
        run_id: build.runId,
        as_of: build.asOf,
        reason: build.reason,
        status: build.status,
        version: build.version,
        started_at: build.startedAt,
        finished_at: build.finishedAt,
        message: build.message,
        report: build.report && JSON.stringify(build.report),
      });
    },

    /** Adds the version, or brings its status up to date. */
    async saveVersion(trx: Knex.Transaction, version: StoredVersion): Promise<void> {
      await trx('pack_versions')
        .insert({
          pack_id: version.packId,
          version: version.version,
          status: version.status,
          created_at: version.createdAt,
          changelog: version.changelog,
          breaking: version.breaking,
          fields: JSON.stringify(version.fields),
          schema_digest: version.schemaDigest,
          method_digest: version.methodDigest,
        })
        .onConflict(['pack_id', 'version'])
        .merge(['status']);
    },

    async saveSnapshots(trx: Knex.Transaction, snapshots: readonly Snapshot[]): Promise<void> {
      if (snapshots.length === 0) return;
      await trx('pack_snapshots').insert(
        snapshots.map(({ packId, version, buildId, window, builtAt, rows, files }) => ({
          pack_id: packId,
          version,
          build_id: buildId,
          window,
          built_at: builtAt,
          rows,
          files: JSON.stringify(files),
        })),
      );
    },
  };
}

export type PublicationStore = ReturnType<typeof createPublicationStore>;
