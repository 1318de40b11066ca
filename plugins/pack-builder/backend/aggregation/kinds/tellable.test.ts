import { scaled, tellScore, tellSize } from './tellable';

const nothing = { value: null, moe95: null };

test('a score is told while its margin is at most 15 % of its range, within that range', () => {
  const unit = { low: 0, high: 1 };
  expect(tellScore({ value: 0.40049, moe95: 0.15 }, unit)).toEqual({ value: 0.4, moe95: 0.15 });
  expect(tellScore({ value: 0.4, moe95: 0.151 }, unit)).toEqual(nothing);
  expect(tellScore({ value: -0.01, moe95: 0.05 }, unit)).toEqual({ value: 0, moe95: 0.05 });
  expect(tellScore({ value: -0.2, moe95: 0.3 }, { low: -1, high: 1 })).toEqual({ value: -0.2, moe95: 0.3 });
});

test('a median is told while its margin is at most 75 % of it', () => {
  expect(tellSize(scaled({ value: 240, moe95: 170 }, 1 / 100), 1)).toEqual({ value: 2.4, moe95: 1.7 });
  expect(tellSize({ value: 2.4, moe95: 509.7 }, 1)).toEqual(nothing);
  expect(tellSize({ value: 0, moe95: 0.1 }, 1)).toEqual(nothing);
});
