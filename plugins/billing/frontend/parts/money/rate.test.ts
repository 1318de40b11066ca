import fc from 'fast-check';
import { fractionOf } from './rate';

test.each([
  ['30', '0.30'],
  ['7.5', '0.075'],
  ['0', '0.00'],
  ['100', '1.00'],
  ['2.25', '0.0225'],
])('%s percent is %s', (percent, fraction) => {
  expect(fractionOf(percent)).toBe(fraction);
});

test('no digit of a percentage is lost', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), hundredths => {
      const percent = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
      expect(fractionOf(percent).replace('.', '')).toBe(String(hundredths).padStart(5, '0'));
    }),
  );
});
