import type { Evidence } from '../../contract';
import { namesIn } from './evidenceNames';
import { writtenNumbers } from './numbers';
import { vocabulary } from './vocabulary';
import type { NoteText } from './writeNote';

/** Longer than any note; a model that rambles is not wanted. */
const longest = { title: 140, summary: 600, recommendation: 220, recommendations: 4 } as const;

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const wordsIn = (text: string) => text.toLowerCase().match(/\p{L}+/gu) ?? [];

/** Takes whole occurrences of each item out of a text, the longest first; a part of a larger word or number stays. */
function without(text: string, items: Iterable<string>): string {
  return [...items]
    .filter(item => item !== '')
    .sort((a, b) => b.length - a.length)
    .reduce(
      (left, item) =>
        left.replace(
          new RegExp(`(?<![\\p{L}\\p{N}]|\\p{N}[.,])${escaped(item)}(?![\\p{L}\\p{N}]|[.,]\\p{N})`, 'gu'),
          '\uFFFC',
        ),
      text,
    );
}

const linesOf = ({ title, summary, recommendations }: NoteText) => [title, summary, ...recommendations];

const inBounds = ({ title, summary, recommendations }: NoteText) =>
  title.length > 0 &&
  title.length <= longest.title &&
  summary.length > 0 &&
  summary.length <= longest.summary &&
  recommendations.length > 0 &&
  recommendations.length <= longest.recommendations &&
  recommendations.every(line => line.length > 0 && line.length <= longest.recommendation);

/**
 * Why a text must not stand for a note, or null. What it may hold: the evidence's numbers as notes write them, the
 * names in the evidence's addresses, the words of the note itself, and a closed list of ordinary words in lower case.
 */
export function objection(text: NoteText, original: NoteText, evidence: readonly Evidence[]): string | null {
  if (!inBounds(text)) return 'too long, or empty';
  const names = namesIn(evidence);
  const numbers = writtenNumbers(evidence);
  const known = new Set(linesOf(original).flatMap(line => wordsIn(without(line, names))));
  for (const line of linesOf(text)) {
    const unnamed = without(line, names);
    const plain = without(unnamed, numbers);
    // Any digit of any script, and signs that stand for numbers, such as ½ and Ⅳ.
    const digit = /\p{N}/u.exec(plain);
    if (digit)
      return `a number that is not in the evidence, at “${plain.slice(digit.index, digit.index + 12)}”`;
    if (/[^\p{L}\s\uFFFC.,;:!?()%×'’“”"–-]/u.test(plain)) return 'a sign that notes do not use';
    for (const word of wordsIn(plain)) {
      if (!known.has(word) && !vocabulary.has(word)) return `a word that is not in the evidence: “${word}”`;
    }
    // A capital within a sentence makes a name of an ordinary word.
    const capital = /(?<=[\p{L}\uFFFC,;:%×(–-]\s*|[“"'])\p{Lu}[\p{L}]*/u.exec(plain);
    if (capital && !linesOf(original).some(own => own.includes(capital[0])))
      return `a name that is not in the evidence: “${capital[0]}”`;
  }
  if (!linesOf(text).join(' ').includes('associated with')) return 'it no longer says “associated with”';
  return null;
}
