import fc from 'fast-check';
import { createTimetable } from './timetable';

const utc = (text: string) => Date.parse(`${text}Z`);
const shown = (at: number | null) => at && new Date(at).toISOString().slice(0, 16);

describe('timetable', () => {
  it.each([
    ['0 6 5 * *', '2026-11-05T06:00', '2026-12-05T06:00'],
    ['*/15 * * * *', '2026-11-01T12:07', '2026-11-01T12:15'],
    ['30 23 * * *', '2026-12-31T23:30', '2027-01-01T23:30'],
    ['0 0 29 2 *', '2026-11-01T00:00', '2028-02-29T00:00'],
    ['0 9 * * 1', '2026-11-01T00:00', '2026-11-02T09:00'],
  ])('%s after %s is %s', (expression, after, next) => {
    expect(shown(createTimetable(expression).next(utc(after)))).toBe(next);
  });

  it('knows the last time within a day', () => {
    const { lastWithinDay } = createTimetable('0 6 * * *');
    expect(shown(lastWithinDay(utc('2026-11-01T06:00')))).toBe('2026-11-01T06:00');
    expect(shown(lastWithinDay(utc('2026-11-01T05:59')))).toBe('2026-10-31T06:00');
    expect(createTimetable('0 6 5 * *').lastWithinDay(utc('2026-11-06T06:00'))).toBeNull();
  });

  it('agrees with itself: the next time is the last one then', () => {
    fc.assert(
      fc.property(fc.nat(59), fc.nat(23), fc.integer({ min: 0, max: 10 ** 12 }), (minute, hour, after) => {
        const { next, lastWithinDay } = createTimetable(`${minute} ${hour} * * *`);
        const at = next(after) ?? 0;
        expect(at).toBeGreaterThan(after);
        expect(lastWithinDay(at)).toBe(at);
        expect(lastWithinDay(at - 1)).not.toBe(at);
      }),
    );
  });

  it('refuses what is no expression, and days that never come', () => {
    for (const wrong of ['', '* * * *', '* * * * * *', '61 * * * *', '0 0 31 2 *'])
      expect(() => createTimetable(wrong)).toThrow('five-field');
  });
});
