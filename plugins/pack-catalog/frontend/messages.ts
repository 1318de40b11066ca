import type { dropReasons } from '@netcrab/plugin-pack-builder/contract';

/** The plugin's text that is not a sentence of one page. */
export const kindNames: Readonly<Record<string, string>> = {
  ux_benchmarks: 'UX benchmarks',
  task_flows: 'Task flows',
  release_deltas: 'Release deltas',
  insight_reports: 'Insight reports',
};
export const frequencyNames: Readonly<Record<string, string>> = { daily: 'Daily', weekly: 'Weekly' };
export const priceBandNames: Readonly<Record<string, string>> = {
  under_250: 'Under $250',
  '250_to_500': '$250 to $499',
  '500_to_1000': '$500 to $999',
  over_1000: '$1,000 and more',
  contact: 'By contract',
};
export const sortNames: Readonly<Record<string, string>> = {
  relevance: 'Best match',
  title: 'Name',
  price: 'Price, low to high',
  '-price': 'Price, high to low',
  '-updated': 'Freshest first',
  '-rows': 'Most rows',
};
export const dropReasonNames: Readonly<Record<string, string>> = {
  too_few_orgs: 'too few organisations',
  one_org_dominates: 'one organisation holds more than half',
  two_orgs_dominate: 'two organisations hold more than 80 %',
  p_percent: 'the largest organisation could be estimated',
  too_few_sessions: 'too few sessions, noise included',
  too_noisy: 'noise leaves nothing worth telling',
  no_comparison: 'the other side of the release was withheld',
} satisfies Record<(typeof dropReasons)[number], string>;

const nameOf = (names: Readonly<Record<string, string>>) => (value: string) => names[value] ?? value;
export const kindName = nameOf(kindNames);
export const frequencyName = nameOf(frequencyNames);
export const priceBandName = nameOf(priceBandNames);
export const dropReasonName = nameOf(dropReasonNames);

export const packsFound = (total: number) => (total === 1 ? '1 pack' : `${total.toLocaleString('en')} packs`);
/** A monthly price as decimal text. */
export const monthly = (usd: string | null) =>
  usd === null
    ? 'By contract'
    : new Intl.NumberFormat('en', {
        style: 'currency',
        currency: 'USD',
        maximumFractionDigits: usd.endsWith('.00') || !usd.includes('.') ? 0 : 2,
      }).format(Number(usd));
export const percent = (share: number) =>
  new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0 }).format(share);
