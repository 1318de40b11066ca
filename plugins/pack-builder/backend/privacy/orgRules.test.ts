import { brokenOrgRule, orgBand } from './orgRules';

test.each([
  [{ orgs: 19, total: 100, largest: 10, second: 10 }, 'too_few_orgs'],
  [{ orgs: 20, total: 100, largest: 51, second: 1 }, 'one_org_dominates'],
  [{ orgs: 20, total: 100, largest: 50, second: 31 }, 'two_orgs_dominate'],
  [{ orgs: 20, total: 100, largest: 50, second: 30 }, null],
  [{ orgs: 20, total: 1000, largest: 500, second: 300 }, null],
])('%j breaks %s', (shares, rule) => {
  expect(brokenOrgRule(shares, 20)).toBe(rule);
});

test('the p-percent rule stands even where both dominance rules hold', () => {
  // Only reachable with shares at their limits: 50 % and 45 % are refused before it, so the totals are made up.
  expect(brokenOrgRule({ orgs: 20, total: 1000, largest: 500, second: 426 }, 20)).toBe('two_orgs_dominate');
});

test.each([
  [5, 5, '5–9'],
  [20, 20, '20–29'],
  [27, 25, '25–29'],
  [40, 20, '30–49'],
  [1500, 20, '1000+'],
])('%i orgs at minOrgs %i are published as %s', (orgs, minOrgs, label) => {
  expect(orgBand(orgs, minOrgs).label).toBe(label);
});

test('a band starts at its first org count', () => {
  expect(orgBand(27, 25).from).toBe(25);
  expect(orgBand(99, 20).from).toBe(50);
});
