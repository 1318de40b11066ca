/** The configuration cannot be used; the message names each setting at fault and the remedy. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
