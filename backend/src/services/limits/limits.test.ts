import { testClock } from '@netcrab/plugin-api/testing';
import fc from 'fast-check';
import { createLimits } from '.';

describe('limits', () => {
  it('allows up to the limit and says when there is room again', () => {
    const clock = testClock();
    const { consume } = createLimits({ clock }).window('sign-in', 60_000);
    expect(consume('a', 2)).toEqual({ allowed: true, limit: 2, remaining: 1, resetMs: 0 });
    clock.advance(10_000);
    expect(consume('a', 2)).toEqual({ allowed: true, limit: 2, remaining: 0, resetMs: 50_000 });
    expect(consume('a', 2)).toEqual({ allowed: false, limit: 2, remaining: 0, resetMs: 50_000 });
    expect(consume('b', 2).allowed).toBe(true);
    clock.advance(49_999);
    expect(consume('a', 2).allowed).toBe(false);
    clock.advance(1);
    expect(consume('a', 2).allowed).toBe(true);
  });

  it('counts points, and refuses what never fits', () => {
    const { consume } = createLimits({ clock: testClock() }).window('rows', 1_000);
    expect(consume('a', 10, 7)).toMatchObject({ allowed: true, remaining: 3 });
    expect(consume('a', 10, 4)).toMatchObject({ allowed: false, remaining: 3, resetMs: 1_000 });
    expect(consume('a', 10, 3)).toMatchObject({ allowed: true, remaining: 0 });
    expect(consume('b', 10, 11)).toMatchObject({ allowed: false, resetMs: 1_000 });
    expect(consume('c', 10, 0)).toMatchObject({ allowed: true, remaining: 10 });
  });

  it('never allows more than the limit within any window, and waiting for the reset always helps', () => {
    const steps = fc.array(fc.record({ wait: fc.nat(700), points: fc.integer({ min: 1, max: 4 }) }), {
      maxLength: 120,
    });
    fc.assert(
      fc.property(steps, fc.integer({ min: 4, max: 9 }), (sequence, limit) => {
        const clock = testClock(1_000_000);
        const { consume } = createLimits({ clock }).window('x', 1_000);
        const granted: Array<{ at: number; points: number }> = [];
        for (const { wait, points } of sequence) {
          clock.advance(wait);
          let state = consume('k', limit, points);
          if (!state.allowed) {
            clock.advance(state.resetMs);
            state = consume('k', limit, points);
          }
          expect(state.allowed).toBe(true);
          granted.push({ at: clock.now(), points });
          const used = granted
            .filter(grant => grant.at > clock.now() - 1_000)
            .reduce((sum, grant) => sum + grant.points, 0);
          expect(used).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });

  it('forgets idle keys, and beyond its bound the first one', () => {
    const clock = testClock();
    const { consume } = createLimits({ clock, maxKeys: 2 }).window('x', 1_000);
    consume('a', 1);
    consume('b', 1);
    consume('c', 1);
    expect(consume('b', 1).allowed).toBe(false);
    expect(consume('a', 1).allowed).toBe(true);
    clock.advance(2_000);
    expect(consume('d', 1).allowed).toBe(true);
  });
});
