import { readFileSync } from 'node:fs';
import { reasonOf } from '../reasonOf';
import { ConfigError } from './configError';

export type Environment = Readonly<Record<string, string | undefined>>;
export type Settings = Readonly<Record<string, unknown>>;

/** The value of a variable, or the content of the file that `<variable>_FILE` names, as container secrets come. */
function secret(environment: Environment, name: string): string | undefined {
  const value = environment[name];
  const file = environment[`${name}_FILE`];
  if (value && file) throw new ConfigError(`Set ${name} or ${name}_FILE, not both.`);
  if (!file) return value || undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new ConfigError(`${name}_FILE cannot be read: ${reasonOf(error)}.`);
  }
}

export const part = (settings: Settings, name: string): Settings => {
  const value = settings[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Settings) : {};
};

/**
 * Lays the environment's secrets over the file's settings.
 * @throws ConfigError when a named file cannot be read
 */
export function withSecrets(settings: Settings, environment: Environment): Settings {
  const ingestKey = secret(environment, 'NETCRAB_INGEST_KEY');
  const keys = secret(environment, 'NETCRAB_LOCAL_KEYS')
    ?.split(/[\s,]+/)
    .filter(Boolean);
  const salt = secret(environment, 'NETCRAB_USER_SALT');
  return {
    ...settings,
    ...(ingestKey && { cloud: { ...part(settings, 'cloud'), ingestKey } }),
    ...(keys && { listen: { ...part(settings, 'listen'), keys } }),
    ...(salt && { privacy: { ...part(settings, 'privacy'), salt } }),
  };
}
