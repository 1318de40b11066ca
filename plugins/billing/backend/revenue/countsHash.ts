import { createHash } from 'node:crypto';
import type { Month } from './months';
import type { BasisPoints, OrgContribution } from './share';

/**
 * SHA-256, hex, over what a pack's month is shared by: a line `month<TAB>pack<TAB>rate`, then one line
 * `org<TAB>sessions<TAB>rate` per org in order of org id (code units), each ended by a line feed. Anybody with the
 * counts can compute it again.
 */
export function countsHash(
  packId: string,
  month: Month,
  rate: BasisPoints,
  contributions: readonly OrgContribution[],
): string {
  const hash = createHash('sha256').update(`${month}\t${packId}\t${rate}\n`);
  const inOrder = contributions.toSorted((a, b) => (a.orgId < b.orgId ? -1 : 1));
  for (const org of inOrder) hash.update(`${org.orgId}\t${org.sessions}\t${org.rate}\n`);
  return hash.digest('hex');
}
