import { rmSync } from 'node:fs';

/** Removes the run's temporary folder with whatever is left in it. */
export default function teardown() {
  const { folder, before } = globalThis.__netcrabTemporary ?? {};
  if (!folder) return;
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  delete globalThis.__netcrabTemporary;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
