import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../../config/errors';

const keyLength = 32;
const shortestConfigured = 32;

const isErrno = (error: unknown, code: string) =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;

function readKeyFile(path: string): Buffer | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new ConfigError(
      `${path} is not a root key (64 hex digits). Restore it from a backup: what it encrypted needs it.`,
    );
  return Buffer.from(text, 'hex');
}

/** The link fails where another process was first, whose key is then read: two starts never disagree. */
function createKeyFile(path: string): void {
  const aside = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const file = openSync(aside, 'wx', 0o600);
  try {
    writeSync(file, `${randomBytes(keyLength).toString('hex')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(aside, path);
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
  } finally {
    unlinkSync(aside);
  }
}

/**
 * The key from which all others are derived: of the configuration, else of `<dataDir>/secret.key`, which is made at the
 * first start.
 * @param configured at least 32 characters of randomness.
 */
export function loadRootKey({ dataDir, configured }: { dataDir: string; configured?: string }): Buffer {
  if (configured !== undefined) {
    if (configured.length < shortestConfigured)
      throw new Error(
        `The configured root key is too short: give at least ${shortestConfigured} random characters, for example of "openssl rand -hex 32".`,
      );
    return createHash('sha256').update(configured).digest();
  }
  const path = join(dataDir, 'secret.key');
  const existing = readKeyFile(path);
  if (existing) return existing;
  mkdirSync(dataDir, { recursive: true });
  createKeyFile(path);
  const created = readKeyFile(path);
  if (!created) throw new Error(`${path} vanished while it was being created.`);
  return created;
}
