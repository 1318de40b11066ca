import type { Logger } from '@netcrab/plugin-api/backend';
import pino, { type DestinationStream, type Logger as PinoLogger } from 'pino';
import { formatLine } from './line';
import { isError, redact, scrubText } from './redact';

export interface LoggerOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** `json` for collectors, `line` for a terminal. */
  readonly format: 'json' | 'line';
  /** Where lines go; standard output by default. */
  readonly write?: (line: string) => void;
}

/** A logger whose children are made by `child({ plugin })`; secrets in fields and texts are redacted before writing. */
export function createLogger({ level, format, write }: LoggerOptions): Logger {
  const out = write ?? (line => void process.stdout.write(line));
  const colour = write === undefined && process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
  // A bar of the start may stand on the line; the next state of it is drawn below.
  const clear = write === undefined && process.stdout.isTTY === true ? '\r\x1b[2K' : '';
  const lines: DestinationStream = { write: record => out(clear + formatLine(record, colour)) };
  const json: DestinationStream | undefined = write && { write };
  const options = {
    level,
    base: null,
    formatters: { log: redact, ...(format === 'json' && { level: (label: string) => ({ level: label }) }) },
  };
  const destination = format === 'line' ? lines : json;
  return adapt(destination ? pino(options, destination) : pino(options));
}

/** pino has its own idea of where an error given as the fields goes. */
const named = (fields: object) => (isError(fields) ? { error: fields } : fields);

/** The portal's narrow interface, so that no plugin comes to depend on pino's. */
function adapt(target: PinoLogger): Logger {
  return {
    debug: (fields, message) => target.debug(named(fields), scrubText(message)),
    info: (fields, message) => target.info(named(fields), scrubText(message)),
    warn: (fields, message) => target.warn(named(fields), scrubText(message)),
    error: (fields, message) => target.error(named(fields), scrubText(message)),
    child: fields => adapt(target.child(redact(fields))),
  };
}
