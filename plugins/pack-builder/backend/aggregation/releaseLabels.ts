import { groupBy } from './groupBy';
import { releaseDetail } from './kinds/releaseDeltas';

/** A version seen in the window: how many task runs a product had on it. */
export interface SeenVersion {
  readonly orgId: string;
  readonly productId: string;
  readonly version: string;
  readonly runs: number;
}

export interface ReleaseSideOfVersion {
  readonly orgId: string;
  readonly productId: string;
  readonly version: string;
  readonly detail: string;
}

/** Fewer runs than this are a test or a stray tag, not a release. */
const minRuns = 5;

type Numbers = readonly [number, number, number];

/** Plain version numbers only: a tag with words in it could name its seller. */
function numbersOf(version: string): Numbers | null {
  const match = /^v?(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?$/.exec(version);
  return match && [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)];
}

const compareNumbers = (a: Numbers, b: Numbers) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];

const changeClass = (from: Numbers, to: Numbers) =>
  to[0] !== from[0] ? 'major' : to[1] !== from[1] ? 'minor' : 'patch';

/**
 * Says for each product's version which release its runs come after, and which they come before. A release carries its
 * number where at least `minOrgs` orgs released that number; otherwise only how far it moved: major, minor or patch.
 */
export function labelReleases(seen: readonly SeenVersion[], minOrgs: number): ReleaseSideOfVersion[] {
  const products = groupBy(seen, ({ orgId, productId }) => JSON.stringify([orgId, productId]));
  const steps = [...products.values()].flatMap(versions => {
    const numbered = versions
      .flatMap(one => {
        const numbers = numbersOf(one.version);
        return numbers && one.runs >= minRuns ? [{ ...one, numbers }] : [];
      })
      .sort((a, b) => compareNumbers(a.numbers, b.numbers) || (a.version < b.version ? -1 : 1));
    return numbered.slice(1).flatMap((after, index) => {
      const before = numbered[index];
      return before && compareNumbers(before.numbers, after.numbers) < 0 ? [{ before, after }] : [];
    });
  });
  const orgsOf = groupBy(steps, ({ after }) => after.numbers.join('.'));
  return steps.flatMap(({ before, after }) => {
    const number = after.numbers.join('.');
    const sharing = new Set(orgsOf.get(number)?.map(step => step.after.orgId)).size;
    const label = sharing >= minOrgs ? number : changeClass(before.numbers, after.numbers);
    const side = ({ orgId, productId, version }: SeenVersion, detail: string) => ({
      orgId,
      productId,
      version,
      detail,
    });
    return [side(after, releaseDetail(label, 'after')), side(before, releaseDetail(label, 'before'))];
  });
}
