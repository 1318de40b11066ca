import type { DatabaseService, OrgId, PackId } from '@netcrab/plugin-api/backend';
import type { Snapshot } from '@netcrab/plugin-pack-builder/contract';

export interface ChargedDownload {
  readonly id: string;
  readonly orgId: OrgId;
  readonly snapshot: Snapshot;
  readonly month: string;
  readonly format: string;
  /** Key or user that began it. */
  readonly chargedTo: string;
  readonly at: number;
}

export type SnapshotName = Pick<Snapshot, 'version' | 'buildId' | 'window'>;
export const snapshotName = ({ version, buildId, window }: SnapshotName): string =>
  `${version}/${buildId}/${window}`;

/** Snapshots an org was charged for, by calendar month (UTC). */
export class DatabaseDownloadStore {
  constructor(private readonly database: DatabaseService) {}

  /** Names of the snapshots of a pack charged in a month. */
  async charged(orgId: OrgId, packId: PackId, month: string): Promise<Set<string>> {
    const rows = await this.database
      .knex('pack_downloads')
      .where({ org_id: orgId, pack_id: packId, month })
      .select('version', 'build_id', 'window');
    return new Set(
      (rows as Array<{ version: string; build_id: string; window: string }>).map(
        ({ version, build_id, window }) => snapshotName({ version, buildId: build_id, window }),
      ),
    );
  }

  /** False when it was charged already: by another download that ended a moment earlier. */
  async record({ id, orgId, snapshot, month, format, chargedTo, at }: ChargedDownload): Promise<boolean> {
    try {
      await this.database.knex('pack_downloads').insert({
        id,
        org_id: orgId,
        pack_id: snapshot.packId,
        version: snapshot.version,
        build_id: snapshot.buildId,
        window: snapshot.window,
        month,
        format,
        rows: snapshot.rows,
        charged_to: chargedTo,
        created_at: at,
      });
      return true;
    } catch (error) {
      if (this.database.isUniqueViolation(error)) return false;
      throw error;
    }
  }
}

/** `2026-11`, UTC. */
export const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);
