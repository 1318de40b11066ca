import { UnauthorizedError } from '@netcrab/plugin-api/backend';
import { testClock } from '@netcrab/plugin-api/testing';
import { AuthSchemes } from '../auth/schemes';
import { createLimits } from '../limits';
import { createGuard } from './guard';

function guardWith(failedTokensPerMinute: number, anonymousPerMinute = 1000) {
  const clock = testClock();
  const schemes = new AuthSchemes();
  let checks = 0;
  schemes.add({
    id: 'door',
    prefixes: ['nc_door_'],
    authenticate(token) {
      checks += 1;
      if (token !== 'nc_door_open') throw new UnauthorizedError('wrong');
      return { kind: 'service', scheme: 'door', id: 'k1', orgId: null, scopes: new Set() };
    },
  });
  const guard = createGuard({
    limits: createLimits({ clock }),
    schemes,
    failedTokensPerMinute,
    anonymousPerMinute,
  });
  return { clock, schemes, guard, checks: () => checks };
}
const attempt = (guard: ReturnType<typeof guardWith>['guard'], token: string, ip = '203.0.113.1') => {
  try {
    return guard.token(`Bearer ${token}`, ip, undefined);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the guard', () => {
  it('stops looking at tokens of an address that sent too many wrong ones, and forgives with time', () => {
    const { guard, clock, checks } = guardWith(5);
    const codes = Array.from({ length: 8 }, () => attempt(guard, 'nc_door_wrong'));
    expect(codes).toEqual([
      ...Array<string>(5).fill('unauthorized'),
      ...Array<string>(3).fill('rate_limited'),
    ]);
    expect(checks()).toBe(5);
    expect(attempt(guard, 'nc_door_open', '203.0.113.2')).toMatchObject({ id: 'k1' });
    clock.advance(70_000);
    expect(attempt(guard, 'nc_door_open')).toMatchObject({ id: 'k1' });
  });
  it('refuses headers and tokens it does not know, saying how they must look', () => {
    const { guard } = guardWith(5);
    expect(() => guard.token('Basic abc', '::1', undefined)).toThrow('Bearer <key>');
    expect(() => guard.token('Bearer unknown', '::1', undefined)).toThrow('no key that this portal knows');
    expect(guard.token(undefined, '::1', undefined)).toBeNull();
  });
  it('limits visitors by address', () => {
    const { guard } = guardWith(5, 2);
    guard.anonymous('203.0.113.1');
    guard.anonymous('203.0.113.1');
    expect(() => guard.anonymous('203.0.113.1')).toThrow('too many requests');
    expect(guard.anonymous('203.0.113.2')).toEqual({ kind: 'anonymous' });
  });
  it('refuses two schemes whose tokens could be taken for each other', () => {
    const { schemes } = guardWith(5);
    const other = { id: 'other', authenticate: () => ({ kind: 'anonymous' }) as const };
    expect(() => schemes.add({ ...other, prefixes: ['nc_'] })).toThrow('taken by door');
  });
});
