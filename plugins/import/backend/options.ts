import { verticals, type Vertical } from '@netcrab/plugin-telemetry/contract';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ImportError, messageOf } from './importError';

export interface ImportOptions {
  /** Absolute. */
  readonly file: string;
  readonly createOrgs: boolean;
  /** Products of the file are registered in it; null leaves them as they are. */
  readonly vertical: Vertical | null;
  readonly optIn: boolean;
  /** Where every refused line is written to; absolute. */
  readonly rejects: string | null;
}

export const help = `Usage: npm run import -- <file> [options]

Imports recorded events: NDJSON, plain or gzip, one event of the wire format per line, with orgId.
Events go the way of all events, through the ingest API, in batches with one key per organisation.
Running it again adds nothing: events that are there already are recognised by their eventId.

  --create-orgs           create the organisations of the file that do not exist yet
  --vertical <vertical>   register the file's products in this vertical: ${verticals.join(', ')};
                          with --create-orgs it is CUSTOM unless given
  --opt-in                let all products of these organisations contribute to the packs of their vertical
  --rejects <file>        write every refused line to this file, as NDJSON with line, field and reason
  --help                  this text

Exit code: 0 when every event is in, 2 when some were refused, 1 when the import could not be done,
130 when it was stopped by Ctrl-C. After Ctrl-C, run the same command again to go on.
`;

const isVertical = (text: string): text is Vertical => (verticals as readonly string[]).includes(text);

/**
 * @returns null when help is asked for.
 * @throws ImportError that says which argument is wrong.
 */
export function parseOptions(argv: readonly string[], cwd: string): ImportOptions | null {
  const { values, positionals } = readArguments(argv);
  if (values.help) return null;
  const [file, ...others] = positionals;
  if (file === undefined)
    throw new ImportError('Name the file to import: npm run import -- <file>. All options: --help.');
  if (others.length > 0)
    throw new ImportError(`Import one file at a time; "${others.join('" and "')}" would be left out.`);
  const { vertical } = values;
  if (vertical !== undefined && !isVertical(vertical))
    throw new ImportError(`--vertical ${vertical}: use one of ${verticals.join(', ')}.`);
  const createOrgs = values['create-orgs'] ?? false;
  return {
    file: path.resolve(cwd, file),
    createOrgs,
    vertical: vertical ?? (createOrgs ? 'CUSTOM' : null),
    optIn: values['opt-in'] ?? false,
    rejects: values.rejects === undefined ? null : path.resolve(cwd, values.rejects),
  };
}

function readArguments(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        'create-orgs': { type: 'boolean' },
        vertical: { type: 'string' },
        'opt-in': { type: 'boolean' },
        rejects: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    const message = messageOf(error).split('. ')[0] ?? '';
    throw new ImportError(`${message}. All options: npm run import -- --help`);
  }
}
