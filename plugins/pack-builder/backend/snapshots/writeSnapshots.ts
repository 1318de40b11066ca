import { rm } from 'node:fs/promises';
import {
  writeSnapshot,
  type SnapshotDependencies,
  type SnapshotFiles,
  type SnapshotRequest,
} from './writeSnapshot';

export interface WrittenSnapshot extends SnapshotFiles {
  readonly window: string;
}

/**
 * Writes the snapshots of these windows, one after the other. The folder is theirs alone, since one build runs at a time:
 * what a killed build left in it goes, and nothing stays.
 */
export async function writeSnapshots(
  { windows, ...request }: Omit<SnapshotRequest, 'window'> & { readonly windows: readonly string[] },
  dependencies: SnapshotDependencies,
  progress: (share: number, window: string) => void,
): Promise<WrittenSnapshot[]> {
  const written: WrittenSnapshot[] = [];
  const clear = () => rm(dependencies.folder, { recursive: true, force: true });
  await clear();
  try {
    for (const [index, window] of windows.entries()) {
      progress(index / windows.length, window);
      written.push({ window, ...(await writeSnapshot({ ...request, window }, dependencies)) });
    }
  } finally {
    await clear();
  }
  return written;
}
