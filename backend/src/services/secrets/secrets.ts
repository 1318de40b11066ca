import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import type { SecretsService } from '@netcrab/plugin-api/backend';

const version = 'v1';
const salt = 'netcrab-portal';
const ivLength = 12;
const tagLength = 16;
/** Purposes are few and fixed; the bound only guards against one made from input. */
const keptKeys = 256;

/**
 * Every purpose, and every use of it (HMAC, signature, encryption, derived), has a key of its own: HKDF-SHA256 of the
 * root key with `<use>:<purpose>` as info.
 */
export function createSecrets({ rootKey }: { readonly rootKey: Uint8Array }): SecretsService {
  const keys = new Map<string, Buffer>();
  const expand = (info: string, length: number) =>
    Buffer.from(hkdfSync('sha256', rootKey, salt, info, length));
  const keyFor = (use: 'hmac' | 'sign' | 'encrypt', purpose: string): Buffer => {
    const info = `${use}:${purpose}`;
    const kept = keys.get(info);
    if (kept) return kept;
    if (keys.size >= keptKeys) keys.clear();
    const key = expand(info, 32);
    keys.set(info, key);
    return key;
  };
  const signature = (purpose: string, text: string) =>
    createHmac('sha256', keyFor('sign', purpose)).update(text).digest('base64url');

  return {
    hmac: (purpose, data) => createHmac('sha256', keyFor('hmac', purpose)).update(data).digest(),
    derive: (purpose, length) => expand(`derive:${purpose}`, length),

    sign(purpose, data, expiresAt) {
      const body = `${Buffer.from(data).toString('base64url')}.${Math.trunc(expiresAt)}`;
      return `${body}.${signature(purpose, body)}`;
    },

    verify(purpose, signed, now) {
      const [data, expiresAt, given, ...more] = signed.split('.');
      if (data === undefined || expiresAt === undefined || given === undefined || more.length > 0)
        return null;
      const expected = Buffer.from(signature(purpose, `${data}.${expiresAt}`));
      const actual = Buffer.from(given);
      if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return null;
      return now < Number(expiresAt) ? Buffer.from(data, 'base64url').toString() : null;
    },

    encrypt(purpose, plain) {
      const iv = randomBytes(ivLength);
      const cipher = createCipheriv('aes-256-gcm', keyFor('encrypt', purpose), iv).setAAD(
        Buffer.from(purpose),
      );
      const body = Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${version}.${body.toString('base64url')}`;
    },

    decrypt(purpose, sealed) {
      const [form, text] = sealed.split('.');
      const body = Buffer.from(text ?? '', 'base64url');
      if (form !== version || body.length < ivLength + tagLength)
        throw new Error(`This is not a text sealed by the portal (purpose "${purpose}").`);
      const decipher = createDecipheriv(
        'aes-256-gcm',
        keyFor('encrypt', purpose),
        body.subarray(0, ivLength),
        {
          authTagLength: tagLength,
        },
      );
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(body.subarray(-tagLength));
      try {
        return Buffer.concat([
          decipher.update(body.subarray(ivLength, -tagLength)),
          decipher.final(),
        ]).toString();
      } catch (cause) {
        throw new Error(
          `A sealed text (purpose "${purpose}") does not open: it was changed, or sealed under another root key.`,
          { cause },
        );
      }
    },
  };
}
