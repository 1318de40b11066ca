import { followMerges } from './followMerges';

const merge = (taskType: string, into: string, productId = 'crm') => ({
  orgId: 'org_1',
  productId,
  taskType,
  into,
});

test('each merge goes to the end of its chain, within its product', () => {
  expect(
    followMerges([merge('a', 'b'), merge('b', 'c'), merge('c', 'd', 'other')]).map(({ into }) => into),
  ).toEqual(['c', 'c', 'd']);
});

test('a circle ends', () => {
  expect(followMerges([merge('a', 'b'), merge('b', 'a')])).toHaveLength(2);
});
