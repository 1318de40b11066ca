import { crc32 } from 'node:zlib';
import type { Ids } from '@netcrab/plugin-api/backend';

export type KeyMode = 'live' | 'test';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const randomLength = 30;
const checksumLength = 6;
const shape = /^nc_(live|test)_[0-9A-Za-z]{36}$/;

export const keyPrefixes: readonly string[] = ['nc_live_', 'nc_test_'];
const keyLength = 8 + randomLength + checksumLength;

/** Uniform base62: bytes of the last, incomplete run of 62 are thrown away rather than folded. */
function randomText(ids: Ids): string {
  let text = '';
  while (text.length < randomLength) {
    for (const byte of ids.bytes(randomLength + 8)) {
      if (byte < 248 && text.length < randomLength) text += alphabet[byte % 62];
    }
  }
  return text;
}

/** CRC32 of the text as six base62 digits, most significant first. */
export function checksumOf(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let i = 0; i < checksumLength; i++) {
    digits = alphabet[rest % 62] + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

/** A new key: `nc_live_`, 30 random base62 digits (178 bits), and the checksum of what precedes. */
export function generateKey(ids: Ids, mode: KeyMode): string {
  const body = `nc_${mode}_${randomText(ids)}`;
  return body + checksumOf(body);
}

/** Whether a text can be a key at all: tells a typo or a random string without a lookup. */
export function isWellFormed(token: string): boolean {
  if (token.length !== keyLength || !shape.test(token)) return false;
  const split = keyLength - checksumLength;
  return checksumOf(token.slice(0, split)) === token.slice(split);
}

/** The parts of a key that may be shown and stored. */
export const displayParts = (secret: string) => ({ prefix: secret.slice(0, 12), lastFour: secret.slice(-4) });
