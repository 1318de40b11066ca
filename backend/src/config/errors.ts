/** A mistake in the configuration: one line that names the place and the remedy. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
