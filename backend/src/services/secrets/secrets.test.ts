import { ConfigError } from '../../config/errors';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { createSecrets, loadRootKey } from '.';

const secrets = createSecrets({ rootKey: Buffer.alloc(32, 1) });
const others = createSecrets({ rootKey: Buffer.alloc(32, 2) });

describe('root key', () => {
  let dataDir: string;
  beforeEach(() => void (dataDir = mkdtempSync(join(tmpdir(), 'netcrab-key-'))));
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('is made once, readable by its owner alone', () => {
    const first = loadRootKey({ dataDir: join(dataDir, 'new') });
    expect(loadRootKey({ dataDir: join(dataDir, 'new') })).toEqual(first);
    expect(first).toHaveLength(32);
    expect(statSync(join(dataDir, 'new', 'secret.key')).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(dataDir, 'new'))).toEqual(['secret.key']);
  });

  it('is never replaced when damaged', () => {
    writeFileSync(join(dataDir, 'secret.key'), 'oops');
    expect(() => loadRootKey({ dataDir })).toThrow(ConfigError);
    expect(() => loadRootKey({ dataDir })).toThrow('secret.key is not a root key');
    expect(readFileSync(join(dataDir, 'secret.key'), 'utf8')).toBe('oops');
  });

  it('comes from the configuration when given there', () => {
    const configured = 'a long enough configured root key';
    expect(loadRootKey({ dataDir, configured })).toEqual(loadRootKey({ dataDir: '/nowhere', configured }));
    expect(readdirSync(dataDir)).toEqual([]);
    expect(() => loadRootKey({ dataDir, configured: 'short' })).toThrow('too short');
  });
});

describe('secrets', () => {
  it('derives another key for every purpose, use and root key', () => {
    const made = [
      secrets.hmac('a', 'x'),
      secrets.hmac('b', 'x'),
      others.hmac('a', 'x'),
      secrets.derive('a', 32),
      secrets.derive('b', 32),
    ].map(key => key.toString('hex'));
    expect(new Set(made).size).toBe(made.length);
    expect(secrets.hmac('a', 'x')).toEqual(secrets.hmac('a', Buffer.from('x')));
    expect(secrets.derive('a', 20)).toHaveLength(20);
  });

  it('verifies what it signed until it expires, for its purpose only', () => {
    const signed = secrets.sign('reset', 'user-1', 1_000);
    expect(secrets.verify('reset', signed, 999)).toBe('user-1');
    expect(secrets.verify('reset', signed, 1_000)).toBeNull();
    expect(secrets.verify('invite', signed, 999)).toBeNull();
    expect(others.verify('reset', signed, 999)).toBeNull();
    expect(secrets.verify('reset', signed.replace('.1000.', '.9000.'), 999)).toBeNull();
    for (const broken of ['', 'a', 'a.1', 'a.1.b', `${signed}.x`])
      expect(secrets.verify('reset', broken, 0)).toBeNull();
  });

  it('carries any text through signature and encryption', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, purpose) => {
        expect(secrets.verify(purpose, secrets.sign(purpose, text, 2), 1)).toBe(text);
        expect(secrets.decrypt(purpose, secrets.encrypt(purpose, text))).toBe(text);
      }),
    );
  });

  it('refuses changed, foreign and malformed sealed texts', () => {
    const sealed = secrets.encrypt('tax-id', 'DE123');
    expect(secrets.encrypt('tax-id', 'DE123')).not.toBe(sealed);
    expect(() => secrets.decrypt('account', sealed)).toThrow('does not open');
    expect(() => others.decrypt('tax-id', sealed)).toThrow('another root key');
    const at = 10;
    const flipped = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
    expect(() => secrets.decrypt('tax-id', flipped)).toThrow('does not open');
    expect(() => secrets.decrypt('tax-id', 'v0.AAAA')).toThrow('not a text sealed');
  });

  it('keeps working when purposes are many', () => {
    const first = secrets.hmac('p0', 'x');
    for (let purpose = 0; purpose < 300; purpose++) secrets.hmac(`p${purpose}`, 'x');
    expect(secrets.hmac('p0', 'x')).toEqual(first);
  });
});
