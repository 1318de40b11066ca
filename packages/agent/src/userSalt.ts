import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { ConfigError } from './config/configError';
import { syncFolder } from './spool/chunks';

/** 256 bits, as hex. */
const bytes = 32;

/** Written aside and linked, so that the file is there whole or not at all, and never replaces another. */
function make(file: string): void {
  const draft = `${file}.${process.pid}`;
  rmSync(draft, { force: true });
  const fd = openSync(draft, 'wx', 0o600);
  try {
    writeSync(fd, `${randomBytes(bytes).toString('hex')}\n`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  linkSync(draft, file);
  rmSync(draft);
  syncFolder(path.dirname(file));
}

/**
 * The salt of the organisation's user ids: made at the first start, and kept, since with another every user is a new one.
 * @throws ConfigError when others may read it, or when it is none
 */
export function userSalt(file: string): string {
  if (!existsSync(file)) make(file);
  const { mode } = statSync(file);
  if ((mode & 0o077) !== 0)
    throw new ConfigError(
      `${file} may be read by others, who could then find out user ids. Run chmod 600 ${file}.`,
    );
  const salt = readFileSync(file, 'utf8').trim();
  if (salt.length < 32)
    throw new ConfigError(
      `${file} holds no salt. Restore it from a copy; without the old one, remove the file: every user then appears as a new one.`,
    );
  return salt;
}
