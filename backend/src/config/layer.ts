import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isMap, isScalar, LineCounter, parseDocument, visit, type Document, type Scalar } from 'yaml';
import { errorCode } from '../services/errorCode';
import { ConfigError } from './errors';

export type ConfigTree = { [key: string]: ConfigValue };
export type ConfigValue = ConfigTree | ConfigValue[] | string | number | boolean | null;

type Environment = Readonly<Record<string, string | undefined>>;

const variable = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

/**
 * Reads one YAML layer: `${VAR}` and `${VAR:-default}` are replaced from the environment, `{ $file: path }` by the
 * trimmed content of that file, relative to the layer.
 * @throws ConfigError naming file and line.
 */
export function readLayer(file: string, env: Environment): ConfigTree {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`${file}: ${unreadable(error)}`);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineOf = (offset: number | undefined) => (offset === undefined ? '?' : lines.linePos(offset).line);
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    const what = error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '');
    throw new ConfigError(`${file}:${line}:${col}: is not YAML: ${what}`);
  }
  substitute(document, env, file, lineOf);
  readFiles(document, file, lineOf);
  const tree: unknown = document.toJS() ?? {};
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) {
    throw new ConfigError(`${file}:1: must be a mapping of options, like "server: { port: 7007 }".`);
  }
  return tree as ConfigTree;
}

function unreadable(error: unknown): string {
  const code = errorCode(error);
  if (code === 'ENOENT') return 'there is no such file. Check the path given to --config.';
  if (code === 'EISDIR') return 'is a folder. Name a file of it to --config.';
  return `cannot be read (${code}). Let this user read it, or give another file to --config.`;
}

function substitute(
  document: Document,
  env: Environment,
  file: string,
  lineOf: (offset?: number) => unknown,
) {
  visit(document, {
    Scalar(key, node: Scalar) {
      if (key === 'key' || typeof node.value !== 'string' || !node.value.includes('${')) return;
      const line = lineOf(node.range?.[0]);
      const whole = node.value.replace(variable, (_, name: string, fallback?: string) => {
        const value = env[name] || fallback;
        if (value === undefined) {
          throw new ConfigError(
            `${file}:${line}: the variable ${name} is not set. Set it, or give a default: \${${name}:-value}.`,
          );
        }
        return value;
      });
      // A value that is a variable alone takes the type it reads as, so ports and switches may come from the environment.
      node.value = node.type === 'PLAIN' ? scalar(whole) : whole;
    },
  });
}

function readFiles(document: Document, file: string, lineOf: (offset?: number) => unknown) {
  visit(document, {
    Map(_, node) {
      if (node.items.length !== 1 || !node.has('$file')) return undefined;
      const target = String(node.get('$file'));
      const resolved = path.resolve(path.dirname(file), target);
      try {
        return document.createNode(readFileSync(resolved, 'utf8').trim());
      } catch {
        throw new ConfigError(
          `${file}:${lineOf(node.range?.[0])}: $file ${target} cannot be read (${resolved}).`,
        );
      }
    },
  });
}

/** The value a plain YAML scalar of this text has. */
export function scalar(text: string): ConfigValue {
  const node = parseDocument(text).contents;
  if (isScalar(node)) return node.value as ConfigValue;
  return isMap(node) || node ? (parseDocument(text).toJS() as ConfigValue) : text;
}
