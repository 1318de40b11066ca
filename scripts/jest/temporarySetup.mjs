import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Gives the run a temporary folder of its own, so that nothing of it stays: not of a test that fails half-way, nor of a
 * process that a test kills. The workers inherit it.
 */
export default function setup() {
  if (globalThis.__netcrabTemporary) return;
  const before = process.env.TMPDIR;
  const folder = mkdtempSync(path.join(tmpdir(), 'netcrab-tests-'));
  globalThis.__netcrabTemporary = { folder, before };
  process.env.TMPDIR = folder;
}
