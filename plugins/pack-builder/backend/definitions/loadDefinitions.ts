import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { packDefinition, type PackDefinition } from '../../contract';
import { definitionProblems } from './definitionProblems';
import type { DefinitionProblem } from './describeProblem';
import { openKnownTexts, type KnownTexts } from './knownTexts';

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

/** The parser is loaded for a text that is new or wrong only, which it can name the lines of. */
async function definitionOf(file: string, text: string, known: KnownTexts | null) {
  const remembered = packDefinition.safeParse(known?.valueOf(text));
  if (remembered.success && definitionProblems(remembered.data).length === 0)
    return { definition: remembered.data, problems: [] };
  const { parseDefinition } = await import('./parseDefinition');
  const parsed = parseDefinition(file, text);
  if (parsed.definition) known?.add(text, parsed.value);
  return parsed;
}

/**
 * Reads every definition of the locations. A file that is wrong, or cannot be read, costs only itself.
 * @param knownTexts the file in which what was parsed is kept for the next start.
 */
export async function loadDefinitions(
  root: string,
  locations: readonly string[],
  knownTexts?: string,
): Promise<LoadedDefinitions> {
  const known = knownTexts === undefined ? null : await openKnownTexts(knownTexts);
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
      const parsed = await definitionOf(shown, await readFile(file, 'utf8'), known);
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
  await known?.save();
  return { definitions, problems };
}
