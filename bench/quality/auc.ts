/**
 * Area under the ROC curve: the chance that a case of the positives scores higher than one of the negatives, ties
 * counting half. By ranks (Mann–Whitney). NaN when one side is empty.
 */
export function auc(cases: ReadonlyArray<{ readonly score: number; readonly positive: boolean }>): number {
  const sorted = [...cases].sort((a, b) => a.score - b.score);
  let positives = 0;
  let rankSum = 0;
  for (let from = 0; from < sorted.length;) {
    let to = from;
    let tied = 0;
    for (; to < sorted.length && sorted[to]?.score === sorted[from]?.score; to++) {
      if (sorted[to]?.positive) tied++;
    }
    rankSum += (tied * (from + 1 + to)) / 2;
    positives += tied;
    from = to;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (cases.length - positives));
}
