import fc from 'fast-check';
import { backoffMs } from './backoff';

it('grows to a minute, half of it by chance, and is never less than asked for', () => {
  expect(backoffMs(1, 0, () => 0)).toBe(250);
  expect(backoffMs(1, 0, () => 1)).toBe(500);
  expect(backoffMs(4, 0, () => 1)).toBe(4_000);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.nat(3_600_000),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (failures, asked, chance) => {
        const ms = backoffMs(failures, asked, () => chance);
        expect(ms).toBeGreaterThanOrEqual(asked);
        expect(ms).toBeLessThanOrEqual(asked + 60_000);
      },
    ),
  );
});
