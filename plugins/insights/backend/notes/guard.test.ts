import fc from 'fast-check';
import { arbitraryFinding } from '../testing/arbitraryFinding';
import { namesIn } from './evidenceNames';
import type { Finding } from './finding';
import { objection } from './guard';
import { writtenNumbers } from './numbers';
import { vocabulary } from './vocabulary';
import { textOf, type NoteText } from './writeNote';

/** Whatever is left of a text without the evidence's names and written numbers. */
function remainder(text: string, { evidence }: Finding): string {
  return [...namesIn(evidence), ...writtenNumbers(evidence)]
    .sort((a, b) => b.length - a.length)
    .reduce((left, item) => left.split(item).join(' '), text);
}
const linesOf = ({ title, summary, recommendations }: NoteText) => [title, summary, ...recommendations];

describe('a note', () => {
  it('holds no number, and nothing like a name, that its evidence does not', () => {
    fc.assert(
      fc.property(arbitraryFinding, finding => {
        for (const line of linesOf(textOf(finding))) {
          const left = remainder(line, finding);
          expect(left).not.toMatch(/\p{N}/u);
          expect(left).not.toMatch(/\p{L}[_./:]\p{L}/u);
        }
        expect(objection(textOf(finding), textOf(finding), finding.evidence)).toBeNull();
      }),
    );
  });

  it('speaks of association, never of cause', () => {
    fc.assert(
      fc.property(arbitraryFinding, finding => {
        const text = linesOf(textOf(finding)).join(' ');
        expect(text).toContain('associated with');
        expect(remainder(text, finding)).not.toMatch(
          /\b(because|caus\w*|due to|leads? to|results? in|makes?)\b/i,
        );
      }),
    );
  });
});

const ordinary = fc.constantFrom(...vocabulary);

describe('a text in other words', () => {
  it('is refused with any number the evidence does not write', () => {
    const number = fc.oneof(
      fc.integer({ min: 0, max: 1_000_000 }).map(String),
      fc.double({ min: 0, max: 1000, noNaN: true }).map(value => `${value.toFixed(1)} %`),
      fc.constantFrom('½', 'Ⅳ', '٣', '2×', 'x2', '1e3', '3rd'),
    );
    fc.assert(
      fc.property(arbitraryFinding, number, fc.array(ordinary, { maxLength: 6 }), (finding, added, words) => {
        const original = textOf(finding);
        const text = { ...original, summary: `${original.summary} ${words.join(' ')} ${added}.` };
        fc.pre(/\p{N}/u.test(remainder(added, finding)));
        expect(objection(text, original, finding.evidence)).not.toBeNull();
      }),
    );
  });

  it('is refused with any name the evidence does not give', () => {
    const foreign = fc
      .stringMatching(/^[a-z][a-z-]{3,12}$/)
      .filter(word => word.split('-').some(part => part !== '' && !vocabulary.has(part)));
    fc.assert(
      fc.property(arbitraryFinding, foreign, (finding, added) => {
        const original = textOf(finding);
        const own = new Set(
          linesOf(original)
            .join(' ')
            .toLowerCase()
            .match(/\p{L}+/gu),
        );
        fc.pre(added.split('-').some(part => part !== '' && !vocabulary.has(part) && !own.has(part)));
        const text = { ...original, title: `${original.title} and ${added}` };
        expect(objection(text, original, finding.evidence)).not.toBeNull();
      }),
    );
  });

  it('made of the note’s own facts and ordinary words is taken', () => {
    fc.assert(
      fc.property(arbitraryFinding, fc.array(ordinary, { maxLength: 8 }), (finding, words) => {
        const original = textOf(finding);
        const text = { ...original, summary: `${original.summary} ${words.join(' ')}`.trim() };
        expect(objection(text, original, finding.evidence)).toBeNull();
      }),
    );
  });

  const finding: Finding = fc.sample(
    arbitraryFinding.filter(({ subject }) => subject.screen !== undefined),
    { numRuns: 1, seed: 7 },
  )[0]!;
  const original = textOf(finding);
  it.each([
    ['a name of an ordinary word', { summary: `${original.summary} See Home page.` }],
    ['a number in words', { summary: `${original.summary} That is two thirds.` }],
    ['an amount', { summary: `${original.summary} That is most sessions.` }],
    ['a statement turned round', { summary: `${original.summary} There is no problem.` }],
    ['a cause', { summary: `${original.summary} It is caused by the button.` }],
    ['another script', { summary: `${original.summary} 设置` }],
    ['an address', { summary: `${original.summary} See https://example.com` }],
    ['no association', { title: 'Look at the screen', summary: 'People click on the screen.' }],
    ['nothing', { summary: '' }],
    ['too much', { summary: `${original.summary} ${'and '.repeat(300)}` }],
    ['no recommendation', { recommendations: [] }],
  ])('is refused with %s', (_, change) => {
    expect(objection({ ...original, ...change }, original, finding.evidence)).not.toBeNull();
  });
});
