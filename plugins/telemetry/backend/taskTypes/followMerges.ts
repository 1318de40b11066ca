/** A task type that was merged into another, which may have been merged further. */
export interface MergeStep {
  readonly orgId: string;
  readonly productId: string;
  readonly taskType: string;
  readonly into: string;
}

const nameOf = ({ orgId, productId }: MergeStep, taskType: string) =>
  JSON.stringify([orgId, productId, taskType]);

/** Each merge with the end of its chain. A circle, which the registry never makes, ends where it would begin again. */
export function followMerges(merges: readonly MergeStep[]): MergeStep[] {
  const next = new Map(merges.map(merge => [nameOf(merge, merge.taskType), merge.into]));
  return merges.map(merge => {
    const seen = new Set([merge.taskType]);
    let { into } = merge;
    for (;;) {
      const further = next.get(nameOf(merge, into));
      if (further === undefined || seen.has(further)) return { ...merge, into };
      seen.add(into);
      into = further;
    }
  });
}
