import type { Command } from '@netcrab/plugin-api/backend';
import path from 'node:path';
import type { LoadedConfig } from '../config/load';
import { readOperatorToken } from '../services/auth/operator';
import { runningPortal } from './dataFolder';
import type { PluginSelection } from './enabled';
import { startPortal, type Portal } from './portal';

export interface CommandRun {
  readonly root: string;
  readonly version: string;
  readonly config: LoadedConfig;
  readonly selection: PluginSelection;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly signal: AbortSignal;
}

export const commandsOf = (selection: PluginSelection): Command[] =>
  selection.enabled.flatMap(({ plugin }) => plugin?.commands ?? []);

/**
 * Runs a plugin's command against the portal of this data folder: the one that runs, or one started for the time the
 * command takes, on a port of its own.
 * @returns the exit code.
 */
export async function runCommand(command: Command, run: CommandRun): Promise<number> {
  const dataDir = path.resolve(run.root, run.config.host.dataDir);
  let own: Portal | undefined;
  const connect = async () => {
    let baseUrl = runningPortal(dataDir)?.baseUrl;
    if (!baseUrl) {
      own ??= await startPortal({
        ...run,
        config: quietly(run.config),
        selection: withoutDemo(run.selection),
      });
      baseUrl = own.localUrl;
    }
    return { baseUrl, headers: { authorization: `Bearer ${readOperatorToken(dataDir)}` } };
  };
  try {
    const { default: execute } = await command.load();
    return await execute({
      argv: run.argv,
      options: run.selection.enabled.find(one => one.plugin?.commands.includes(command))?.config ?? {},
      stdout: process.stdout,
      stderr: process.stderr,
      cwd: run.cwd,
      signal: run.signal,
      connect,
    });
  } finally {
    await own?.stop();
  }
}

/** Whoever imports or appoints did not ask for a minute of made-up data, least of all where it was left out. */
const withoutDemo = ({ enabled, disabled }: PluginSelection): PluginSelection => ({
  enabled: enabled.filter(one => one.package.id !== 'demo'),
  disabled: [...disabled, ...enabled.filter(one => one.package.id === 'demo').map(one => one.package)],
});

/** A port nobody else has, and no lines between those of the command. */
const quietly = (config: LoadedConfig): LoadedConfig => ({
  ...config,
  host: {
    ...config.host,
    server: { ...config.host.server, host: '127.0.0.1', port: 0 },
    log: { level: 'warn' },
  },
});
