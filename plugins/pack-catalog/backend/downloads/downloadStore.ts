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

/** Rows of snapshots an org was charged for, by calendar month (UTC). */
export class DatabaseDownloadStore {
  constructor(private readonly database: DatabaseService) {}

  /** Rows charged of each snapshot of a pack in a month, by the snapshot's name. */
  async charged(orgId: OrgId, packId: PackId, month: string): Promise<ReadonlyMap<string, number>> {
    const rows: Array<{ version: string; build_id: string; window: string; rows: number }> =
      await this.database
        .knex('pack_downloads')
        .where({ org_id: orgId, pack_id: packId, month })
        .select('version', 'build_id', 'window', 'rows');
    return new Map(
      rows.map(({ version, build_id, window, rows: charged }) => [
        snapshotName({ version, buildId: build_id, window }),
        Number(charged),
      ]),
    );
  }

  /**
   * Adds delivered rows to what was charged of a snapshot.
   * @returns those that are to be charged: together with all before them never more than the snapshot has, also when
   * several downloads end at once.
   */
  add({ id, orgId, snapshot, month, format, chargedTo, at }: ChargedDownload, rows: number): Promise<number> {
    const { packId, version, buildId, window } = snapshot;
    const place = { org_id: orgId, pack_id: packId, month, build_id: buildId, version, window };
    return this.database.transaction(async trx => {
      await trx('pack_downloads')
        .insert({ id, ...place, format, rows: 0, charged_to: chargedTo, created_at: at })
        .onConflict(['org_id', 'pack_id', 'month', 'build_id', 'version', 'window'])
        .ignore();
      const known = await trx('pack_downloads').where(place).forUpdate().first<{ rows: number }>('rows');
      const added = Math.max(0, Math.min(rows, snapshot.rows - Number(known.rows)));
      if (added > 0) await trx('pack_downloads').where(place).increment('rows', added);
      return added;
    });
  }
}

/** `2026-11`, UTC. */
export const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);
