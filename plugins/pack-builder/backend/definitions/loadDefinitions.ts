import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { PackDefinition } from '../../contract';
import { parseDefinition, type DefinitionProblem } from './parseDefinition';

export interface LoadedDefinition {
  readonly file: string;
  readonly definition: PackDefinition;
}

export interface LoadedDefinitions {
  readonly definitions: readonly LoadedDefinition[];
  readonly problems: readonly DefinitionProblem[];
}

const isYaml = (name: string) => /\.ya?ml$/.test(name);

/** The files of one location: a file, a folder, or a folder with `*` in the last part of the path. */
async function filesOf(root: string, location: string): Promise<string[]> {
  const absolute = path.resolve(root, location);
  const pattern = path.basename(absolute);
  if (pattern.includes('*')) {
    const matches = new RegExp(
      `^${pattern
        .split('*')
        .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*')}$`,
    );
    const folder = path.dirname(absolute);
    return (await readdir(folder)).filter(name => matches.test(name)).map(name => path.join(folder, name));
  }
  if (!(await stat(absolute)).isDirectory()) return [absolute];
  return (await readdir(absolute)).filter(isYaml).map(name => path.join(absolute, name));
}

/** Reads every definition of the locations. A file that is wrong, or cannot be read, costs only itself. */
export async function loadDefinitions(
  root: string,
  locations: readonly string[],
): Promise<LoadedDefinitions> {
  const definitions: LoadedDefinition[] = [];
  const problems: DefinitionProblem[] = [];
  const whole = (file: string, message: string) =>
    problems.push({ file, line: null, column: null, field: '', message });
  const files = new Set<string>();
  for (const location of locations) {
    try {
      for (const file of (await filesOf(root, location)).sort()) files.add(file);
    } catch (error) {
      whole(location, `cannot be read: ${(error as Error).message}`);
    }
  }
  for (const file of files) {
    const shown = path.relative(root, file);
    try {
      const parsed = parseDefinition(shown, await readFile(file, 'utf8'));
      problems.push(...parsed.problems);
      if (!parsed.definition) continue;
      const { name } = parsed.definition.metadata;
      const first = definitions.find(({ definition }) => definition.metadata.name === name);
      if (first) whole(shown, `metadata.name ${name} is taken by ${first.file}; rename one of them`);
      else definitions.push({ file: shown, definition: parsed.definition });
    } catch (error) {
      whole(shown, `cannot be read: ${(error as Error).message}`);
    }
  }
  return { definitions, problems };
}
