import type { PackItem } from '../../contract/types';

/** Where words are looked for, and what finding one there is worth. */
const places: ReadonlyArray<{ readonly weight: number; readonly text: (item: PackItem) => string }> = [
  { weight: 8, text: item => item.title },
  { weight: 6, text: item => item.id },
  { weight: 5, text: item => [...item.tags, ...item.categories].join(' ') },
  { weight: 4, text: item => `${item.vertical} ${item.kind}` },
  { weight: 2, text: item => item.shortDesc },
];

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** How well a pack answers a search; 0 when one of the words is nowhere. Words match whole, by their start, or with a typo. */
export function relevance(item: PackItem, search: string): number {
  const wanted = wordsOf(search);
  const indexed = places.map(({ weight, text }) => ({ weight, words: wordsOf(text(item)) }));
  let total = 0;
  for (const word of wanted) {
    const best = Math.max(
      0,
      ...indexed.map(({ weight, words }) => weight * Math.max(0, ...words.map(w => closeness(word, w)))),
    );
    if (best === 0) return 0;
    total += best;
  }
  return total;
}

function closeness(wanted: string, word: string): number {
  if (word === wanted) return 1;
  if (word.startsWith(wanted)) return 0.8;
  const allowed = wanted.length < 4 ? 0 : wanted.length < 8 ? 1 : 2;
  if (allowed === 0) return 0;
  // What is being typed is compared with the start of a longer word.
  const part = word.length > wanted.length + allowed ? word.slice(0, wanted.length) : word;
  return distance(wanted, part, allowed) <= allowed ? 0.5 : 0;
}

/** Optimal string alignment: insertions, deletions, replacements and swaps of neighbours; gives up beyond `most`. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      current.push(best);
    }
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? most + 1;
}
