import { NotFoundError, type FilesService } from '@netcrab/plugin-api/backend';
import type { PublishedPack, Snapshot } from '@netcrab/plugin-pack-builder/contract';
import { openTable, type SnapshotTable } from './openTable';

/** Snapshots opened so far. Synchronous for one that is open, so that a query stays so too. */
export interface SnapshotTables {
  open(pack: PublishedPack, snapshot: Snapshot): SnapshotTable | Promise<SnapshotTable>;
  close(): void;
}

const keptOpen = 32;

export function createSnapshotTables(files: FilesService): SnapshotTables {
  const open = new Map<string, SnapshotTable>();
  const opening = new Map<string, Promise<SnapshotTable>>();

  async function load(pack: PublishedPack, snapshot: Snapshot, key: string): Promise<SnapshotTable> {
    const file = snapshot.files.sqlite;
    if (!file)
      throw new NotFoundError(
        `Build ${snapshot.buildId} of ${snapshot.packId} cannot be queried. Download it, or query the latest.`,
      );
    const fields =
      pack.versions.find(({ version }) => version === snapshot.version)?.fields ??
      pack.definition.spec.fields;
    const table = await openTable(
      await files.localPath(file.sha256),
      snapshot,
      fields,
      pack.definition.spec.table,
    );
    open.set(key, table);
    for (const [oldest, { database }] of open) {
      if (open.size <= keptOpen) break;
      open.delete(oldest);
      database.close();
    }
    return table;
  }

  return {
    open(pack, snapshot) {
      // Two versions may share a file (same bytes) and still describe their fields differently.
      const key = `${snapshot.packId}\0${snapshot.version}\0${snapshot.buildId}\0${snapshot.window}`;
      const ready = open.get(key);
      if (ready) return ready;
      const pending = opening.get(key) ?? load(pack, snapshot, key).finally(() => opening.delete(key));
      opening.set(key, pending);
      return pending;
    },
    close() {
      for (const { database } of open.values()) database.close();
      open.clear();
    },
  };
}
