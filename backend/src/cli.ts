import { parseArgs } from 'node:util';
import { ConfigError } from './config/errors';
import type { ConfigTree } from './config/layer';
import { loadConfig } from './config/load';
import { commandsOf, runCommand } from './host/commands';
import { selectPlugins } from './host/enabled';
import { migrationsCommand } from './host/migrationsCommand';
import { serve } from './host/serve';

export interface CliOptions {
  /** Folder with app-config.yaml, plugins/ and app/. */
  readonly root: string;
  readonly version: string;
  readonly argv: readonly string[];
  readonly cwd: string;
}

const usage = `Usage: npm start -- [options]

  --config <file>   configuration in place of app-config.yaml; may be given again, the later over the earlier
  --port <number>   port to listen on
  --no-demo         without the demo data and its sign-ins
  --help            this text
`;

/** @returns the exit code; problems that the operator can mend are one line on standard error. */
export async function main({ root, version, argv, cwd }: CliOptions): Promise<number> {
  const [command = 'start', ...rest] = argv;
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  try {
    if (command === 'start') return await start({ root, version, cwd, argv: rest, signal: stop.signal });
    const config = loadConfig({ root, env: process.env });
    const selection = await selectPlugins(root, config.host.plugins);
    if (command === 'migrations') return await migrationsCommand({ root, config, selection, argv: rest });
    const found = commandsOf(selection).find(one => one.name === command);
    if (!found) {
      const known = ['start', 'migrations', ...commandsOf(selection).map(one => one.name)].join(', ');
      throw new ConfigError(`There is no command ${command}. Known: ${known}.`);
    }
    return await runCommand(found, {
      root,
      version,
      config,
      selection,
      argv: rest,
      cwd,
      signal: stop.signal,
    });
  } catch (error) {
    if (!isOperatorError(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

interface StartOptions extends Omit<CliOptions, 'argv'> {
  readonly argv: readonly string[];
  readonly signal: AbortSignal;
}

async function start({ root, version, argv, cwd, signal }: StartOptions): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      config: { type: 'string', multiple: true },
      port: { type: 'string' },
      'no-demo': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const overrides: ConfigTree = {};
  if (values.port !== undefined) {
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new ConfigError(`--port ${values.port}: give a number from 0 to 65535.`);
    overrides.server = { port };
  }
  if (values['no-demo']) overrides.plugins = { demo: false };
  const files = values.config?.map(file => (file.startsWith('/') ? file : `${cwd}/${file}`));
  const config = loadConfig({ root, env: process.env, files, overrides });
  const selection = await selectPlugins(root, config.host.plugins);
  return serve({ root, version, config, selection, signal });
}

/** Errors whose message is all that the operator needs: no stack. */
function isOperatorError(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    error instanceof ConfigError || error.name === 'MigrationsAheadError' || code.startsWith('ERR_PARSE_ARGS')
  );
}
