import path from 'node:path';
import { ConfigError } from './errors';

const option = '--config';

/**
 * Takes `--config <file>`, any number of them, out of a command line: every command knows it, since it decides which
 * portal the command is about.
 * @returns the files by absolute path, and the arguments that are left to the command.
 * @throws ConfigError where the file is missing.
 */
export function takeConfigFiles(
  argv: readonly string[],
  cwd: string,
): { readonly files: string[]; readonly others: string[] } {
  const files: string[] = [];
  const others: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? '';
    if (word !== option && !word.startsWith(`${option}=`)) {
      others.push(word);
      continue;
    }
    const file = word === option ? argv[++at] : word.slice(option.length + 1);
    if (!file || file.startsWith('--')) throw new ConfigError(`${option}: name the file after it.`);
    files.push(path.resolve(cwd, file));
  }
  return { files, others };
}
