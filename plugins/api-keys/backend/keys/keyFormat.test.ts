import { crc32 } from 'node:zlib';
import { testIds } from '@netcrab/plugin-api/testing';
import fc from 'fast-check';
import { checksumOf, displayParts, generateKey, isWellFormed } from './keyFormat';

const key = generateKey(testIds('a'), 'live');

describe('key format', () => {
  it('is what scanners look for', () => {
    expect(key).toMatch(/^nc_live_[0-9A-Za-z]{36}$/);
    expect(generateKey(testIds('b'), 'test')).toMatch(/^nc_test_[0-9A-Za-z]{36}$/);
    expect(isWellFormed(key)).toBe(true);
  });

  it('ends in the CRC32 of what precedes, in base62', () => {
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    const value = [...key.slice(-6)].reduce((sum, digit) => sum * 62 + digits.indexOf(digit), 0);
    expect(value).toBe(crc32(key.slice(0, -6)));
  });

  it('tells every changed character', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 43 }), fc.constantFrom(...'0aZ9k'), (at, letter) => {
        const changed = key.slice(0, at) + letter + key.slice(at + 1);
        expect(isWellFormed(changed)).toBe(changed === key);
      }),
    );
  });

  it('refuses other texts', () => {
    for (const text of [
      '',
      'nc_live_',
      `${key} `,
      key.toUpperCase(),
      key.replace('live', 'prod'),
      `é${key.slice(1)}`,
    ]) {
      expect(isWellFormed(text)).toBe(false);
    }
  });

  it('draws every digit equally often', () => {
    const ids = testIds('uniform');
    const counts = new Map<string, number>();
    for (let i = 0; i < 2_000; i++) {
      for (const digit of generateKey(ids, 'live').slice(8, 38))
        counts.set(digit, (counts.get(digit) ?? 0) + 1);
    }
    const expected = (2_000 * 30) / 62;
    const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    expect(counts.size).toBe(62);
    expect(chiSquare).toBeLessThan(110); // 61 degrees of freedom, p < 0.0001
  });

  it('shows too little to guess the rest', () => {
    const { prefix, lastFour } = displayParts(key);
    expect(prefix).toHaveLength(12);
    expect(key.startsWith(prefix) && key.endsWith(lastFour)).toBe(true);
    expect(checksumOf('x')).toHaveLength(6);
  });
});
