import { InvalidRequestError } from '@netcrab/plugin-api/backend';
import { addressTest, normalizeRanges } from './addressRanges';

describe('address ranges', () => {
  it.each([
    ['203.0.113.0/24', '203.0.113.77', true],
    ['203.0.113.0/24', '203.0.114.1', false],
    ['203.0.113.9', '203.0.113.9', true],
    ['203.0.113.9', '203.0.113.8', false],
    ['203.0.113.0/24', '::ffff:203.0.113.77', true],
    ['203.0.113.0/24', '2001:db8::1', false],
    ['2001:db8::/32', '2001:db8:1::9', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['0.0.0.0/0', '8.8.8.8', true],
    ['::1', '::1', true],
    ['::1', 'not an address', false],
  ])('%s lets %s in: %s', (range, ip, allowed) => {
    expect(addressTest(normalizeRanges([range]))?.(ip)).toBe(allowed);
  });

  it('allows every address when none is named', () => {
    expect(addressTest([])).toBeNull();
  });

  it('names each text that is no range', () => {
    const bad = [
      '10.0.0.0/33',
      '10.0.0',
      '::/129',
      'example.org',
      '10.0.0.0/8/8',
      '10.0.0.0/',
      '10.0.0.0/08',
      'fe80::1%eth0',
    ];
    try {
      normalizeRanges(['10.0.0.0/8', ...bad]);
      throw new Error('accepted');
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidRequestError);
      const problems = (error as InvalidRequestError).options.details as Array<{ field: string }>;
      expect(problems.map(problem => problem.field)).toEqual(
        bad.map((_, index) => `allowedCidrs.${index + 1}`),
      );
    }
  });

  it('keeps one of equal ranges', () => {
    expect(normalizeRanges(['10.1.2.3', '10.1.2.3/32'])).toEqual(['10.1.2.3/32']);
  });
});
