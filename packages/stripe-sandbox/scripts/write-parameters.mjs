import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deriveParameters } from './parameters.mjs';

/** Writes the parameters aside and renames them, so that a reader never sees half a file. */
export function writeParameters(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(deriveParameters()));
  renameSync(draft, file);
}

if (process.argv[1] === import.meta.filename) writeParameters(process.argv[2]);
