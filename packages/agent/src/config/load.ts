import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { reasonOf } from '../reasonOf';
import { ConfigError } from './configError';
import { withProxy } from './proxy';
import { agentConfig, type AgentConfig } from './schema';
import { withSecrets, type Environment } from './secrets';

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`The configuration cannot be read: ${reasonOf(error)}. Name a file by --config.`);
  }
}

/** What is wrong, by setting: an unknown one is named itself, not the part it stands in. */
function complaints({ issues }: z.ZodError): string[] {
  return issues.flatMap(issue => {
    const at = issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map(
        key => `${at ? `${at}.` : ''}${key}: There is no such setting. Remove it, or check its spelling.`,
      );
    return [`${at || 'the file'}: ${issue.message}`];
  });
}

/**
 * Reads the configuration: YAML, with the secrets of the environment over it.
 * @throws ConfigError
 */
export function loadConfig(file: string, environment: Environment): AgentConfig {
  const document = parseDocument(readText(file));
  const [broken] = document.errors;
  if (broken) throw new ConfigError(`${file} is not valid YAML. ${broken.message}`);
  const settings: unknown = document.toJS() ?? {};
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings))
    throw new ConfigError(`${file} must hold settings such as "orgId: …", not a list or a single value.`);
  const parsed = agentConfig.safeParse(
    withProxy(withSecrets(settings as Record<string, unknown>, environment), environment),
  );
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    [`${file} has settings that cannot be used:`, ...complaints(parsed.error)].join('\n  '),
  );
}
