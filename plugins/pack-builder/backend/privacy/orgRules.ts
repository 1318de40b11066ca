/** What the org rules look at in one cell. */
export interface OrgShares {
  /** Distinct orgs. */
  readonly orgs: number;
  /** Units of all orgs, of the largest and of the second largest. */
  readonly total: number;
  readonly largest: number;
  readonly second: number;
}

export const orgRuleNames = ['too_few_orgs', 'one_org_dominates', 'two_orgs_dominate', 'p_percent'] as const;
export type OrgRule = (typeof orgRuleNames)[number];

export const maxLargestShare = 0.5;
export const maxTwoLargestShare = 0.8;
export const pPercent = 0.15;

/**
 * The first org rule that a cell breaks, or null. Written in integers, so that the warehouse and this function
 * never differ by a rounding.
 */
export function brokenOrgRule({ orgs, total, largest, second }: OrgShares, minOrgs: number): OrgRule | null {
  if (orgs < minOrgs) return 'too_few_orgs';
  if (2 * largest > total) return 'one_org_dominates';
  if (5 * (largest + second) > 4 * total) return 'two_orgs_dominate';
  // The p-percent rule: nobody, not even the second largest, may compute the largest to within 15 %.
  if (100 * (total - largest - second) < 15 * largest) return 'p_percent';
  return null;
}

const bandStarts = [5, 10, 20, 30, 50, 100, 200, 500, 1000];

/** The band an org count is published as; never the count itself. */
export interface OrgBand {
  readonly from: number;
  readonly label: string;
}

/** @param atLeast what the reader knows anyway: the pack's minOrgs. */
export function orgBand(orgs: number, atLeast: number): OrgBand {
  const index = bandStarts.findLastIndex(start => start <= orgs);
  const start = Math.max(bandStarts[index] ?? 0, Math.min(atLeast, orgs));
  const next = bandStarts[index + 1];
  return { from: start, label: next === undefined ? `${start}+` : `${start}–${next - 1}` };
}
