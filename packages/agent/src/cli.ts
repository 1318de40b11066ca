import { parseArgs } from 'node:util';
import { startAgent, type Agent } from './agent';
import { ConfigError } from './config/configError';
import { loadConfig } from './config/load';
import type { Environment } from './config/secrets';
import { readCertificate } from './config/tls';
import { askHealth } from './health';
import { createLog } from './log';
import { reasonOf } from './reasonOf';

export interface CommandLine {
  readonly args: readonly string[];
  readonly environment: Environment;
  readonly version: string;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
  readonly onFailed: (error: unknown) => void;
}

const help = `netcrab-agent --config agent.yaml

  --config <file>  the configuration; default: NETCRAB_AGENT_CONFIG, or agent.yaml
  --check          say whether the configuration can be used, and end
  --health         ask the agent that runs here with it whether it is alive, and end
  --version        say the version, and end

Secrets may come from the environment, or from a file named by <name>_FILE:
  NETCRAB_INGEST_KEY   the ingest key of your organisation
  NETCRAB_LOCAL_KEYS   keys that senders use, separated by commas
  NETCRAB_USER_SALT    the salt of user ids; several agents of one organisation share it
`;

/**
 * Does what the command line says.
 * @returns the agent that was started, or the code to end with
 */
export async function runCommand(command: CommandLine): Promise<Agent | number> {
  const { environment, version, print, complain } = command;
  try {
    const { values } = parseArgs({
      args: [...command.args],
      options: {
        config: { type: 'string' },
        check: { type: 'boolean' },
        health: { type: 'boolean' },
        version: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) return (print(help), 0);
    if (values.version) return (print(`${version}\n`), 0);
    const file = values.config ?? environment.NETCRAB_AGENT_CONFIG ?? 'agent.yaml';
    const config = loadConfig(file, environment);
    if (values.check) readCertificate(config.listen);
    if (values.check) return (print(`${file} can be used.\n`), 0);
    if (values.health) return (await askHealth(config)) ? 0 : 1;
    const log = createLog(print, Date.now);
    const agent = await startAgent(config, { log, version, onFailed: command.onFailed });
    log.info('The agent takes events.', { url: agent.url, agentId: config.agentId, version });
    return agent;
  } catch (error) {
    complain(`${error instanceof ConfigError ? error.message : reasonOf(error)}\n`);
    return error instanceof ConfigError ? 2 : 1;
  }
}
