import { parseArgs } from 'node:util';
import { takeConfigFiles } from './config/configFiles';
import { ConfigError } from './config/errors';
import type { ConfigTree } from './config/layer';
import { loadConfig } from './config/load';
import { commandsOf, runCommand } from './host/commands';
import { selectPlugins } from './host/enabled';
import { migrationsCommand } from './host/migrationsCommand';
import { errorCode } from './services/errorCode';
import { serve } from './host/serve';
import { stopSignal } from './host/stopSignal';

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
  const signal = stopSignal();
  // A pipe or a terminal that is gone must not take the portal along.
  process.stdout.on('error', () => undefined);
  try {
    const { files, others } = takeConfigFiles(rest, cwd);
    if (command === 'start') return await start({ root, version, files, argv: others, signal });
    const config = loadConfig({ root, env: process.env, files });
    const select = (check = true) => selectPlugins(root, config.host.plugins, config.originOf, check);
    // Which commands there are is told by the plugins' code; some help to complete the configuration.
    const unchecked = await select(false);
    const selection = commandsOf(unchecked).some(one => one.name === command && one.beforeConfig)
      ? unchecked
      : await select();
    if (command === 'migrations') return await migrationsCommand({ root, config, selection, argv: others });
    const found = commandsOf(selection).find(one => one.name === command);
    if (!found) {
      const known = ['start', 'migrations', ...commandsOf(selection).map(one => one.name)].join(', ');
      throw new ConfigError(`There is no command ${command}. Known: ${known}.`);
    }
    return await runCommand(found, { root, version, config, selection, argv: others, cwd, signal });
  } catch (error) {
    if (!isOperatorError(error)) throw error;
    process.stderr.write(`${error.message}${helpOn(error, command)}\n`);
    return 1;
  }
}

interface StartOptions {
  readonly root: string;
  readonly version: string;
  readonly files: readonly string[];
  readonly argv: readonly string[];
  readonly signal: AbortSignal;
}

async function start({ root, version, files, argv, signal }: StartOptions): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
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
    if (values.port.trim() === '' || !Number.isInteger(port) || port < 0 || port > 65_535)
      throw new ConfigError(`--port ${values.port}: give a number from 0 to 65535.`);
    overrides.server = { port };
  }
  if (values['no-demo']) overrides.plugins = { demo: false };
  const config = loadConfig({ root, env: process.env, files, overrides });
  const selection = await selectPlugins(root, config.host.plugins, config.originOf);
  return serve({ root, version, config, selection, signal });
}

/** Where the options are listed, for one that was not understood. */
const helpOn = (error: Error, command: string) =>
  errorCode(error).startsWith('ERR_PARSE_ARGS')
    ? `. All options: npm ${command === 'start' ? 'start' : `run ${command}`} -- --help`
    : '';

/** Errors whose message is all that the operator needs: no stack. */
function isOperatorError(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return (
    error instanceof ConfigError ||
    error.name === 'MigrationsAheadError' ||
    errorCode(error).startsWith('ERR_PARSE_ARGS')
  );
}
