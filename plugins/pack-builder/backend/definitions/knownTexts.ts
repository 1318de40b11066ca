import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';

/** What the texts of definitions say, kept from one start to the next: parsing YAML is a tenth of a start. */
export interface KnownTexts {
  /** The value that this very text stands for, undefined when it is not known. */
  valueOf(text: string): unknown;
  add(text: string, value: unknown): void;
  /** Keeps what was asked for and added since it was opened, nothing older. */
  save(): Promise<void>;
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** Opens the file in which they are kept; a file that is missing or damaged knows nothing. */
export async function openKnownTexts(file: string): Promise<KnownTexts> {
  const stored = await readFile(file, 'utf8')
    .then(text => new Map(Object.entries(JSON.parse(text) as Record<string, unknown>)))
    .catch(() => new Map<string, unknown>());
  const used = new Map<string, unknown>();
  return {
    valueOf(text) {
      const hash = hashOf(text);
      const value = stored.get(hash);
      if (value !== undefined) used.set(hash, value);
      return value;
    },
    add(text, value) {
      // YAML can say what JSON cannot, .inf for one.
      if (isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value)) used.set(hashOf(text), value);
    },
    async save() {
      if (used.size === stored.size && [...used.keys()].every(hash => stored.has(hash))) return;
      const aside = `${file}.${process.pid}`;
      try {
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(aside, JSON.stringify(Object.fromEntries(used)));
        await rename(aside, file);
      } catch {
        // The next start parses again.
      }
    },
  };
}
