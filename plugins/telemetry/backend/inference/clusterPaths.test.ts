import fc from 'fast-check';
import { clusterPaths, mostCompared, type WeightedPath } from './clusterPaths';
import { pathOf, stepsOf } from './pathSteps';
import { seededRandom } from './seededRandom';

const path = (text: string) =>
  pathOf(
    text
      .split(' ')
      .map(step => ({ screen: 'form', act: step.replace('~', ''), timing: step.endsWith('~') ? 'p' : '' })),
  );
const weighted = (...texts: string[]): WeightedPath[] =>
  texts.map((text, i) => ({ path: path(text), runs: 10 - i }));

const clustersOf = (paths: readonly WeightedPath[]) =>
  clusterPaths(paths).map(({ members }) => members.map(member => paths[member]?.path ?? '').sort());

const step = fc.constantFrom('button', 'a', 'input_text', 'select', 'li', 'open', 'button~', 'a~');
const arbitraryPaths = fc
  .uniqueArray(fc.array(step, { minLength: 1, maxLength: 7 }), {
    minLength: 1,
    maxLength: 60,
    selector: steps => steps.join(' '),
  })
  .map(list => list.map((steps, i) => ({ path: path(steps.join(' ')), runs: 1 + (i % 5) })));

describe('clusters of paths', () => {
  it('hold ways alike together and others apart', () => {
    const filled = ['open input_text button', 'open input_text button~', 'open input_text~ button'];
    const searched = ['a li', 'a li a', 'a~ li'];
    const paths = weighted(...filled, ...searched, 'circle');
    expect(clustersOf(paths)).toEqual([filled.map(path).sort(), searched.map(path).sort(), [path('circle')]]);
    expect(stepsOf(paths[clusterPaths(paths)[0]?.medoid ?? -1]?.path ?? '').map(({ act }) => act)).toEqual([
      'open',
      'input_text',
      'button',
    ]);
  });

  it('are the same in whatever order the paths come, and hold each path once', () => {
    fc.assert(
      fc.property(arbitraryPaths, fc.nat(), (paths, seed) => {
        const random = seededRandom(seed);
        const shuffled = paths
          .map(one => ({ one, by: random() }))
          .sort((a, b) => a.by - b.by)
          .map(({ one }) => one);
        expect(clustersOf(shuffled)).toEqual(clustersOf(paths));
        expect(clustersOf(paths).flat().sort()).toEqual(paths.map(one => one.path).sort());
      }),
      { numRuns: 60 },
    );
  });

  it('compare so many paths at most; those taken less join their nearest or stand alone', () => {
    const random = seededRandom(7);
    const acts = Array.from({ length: 40 }, (_, i) => `el${i}`);
    const make = () =>
      Array.from({ length: 5 }, () => acts[Math.floor(random() * acts.length)] ?? '').join(' ');
    const paths = [...new Set(Array.from({ length: mostCompared }, make))].map(text => ({
      path: path(text),
      runs: 2,
    }));
    const [first] = paths;
    const all = [
      ...paths,
      { path: `${first?.path}\u001e${path('other')}`, runs: 1 },
      { path: path('unlike'), runs: 1 },
    ];
    const extra = Array.from({ length: mostCompared - paths.length }, (_, i) => ({
      path: path(`z${i}`),
      runs: 3,
    }));
    const clusters = clusterPaths([...extra, ...all]);
    const clusterOf = (text: string) =>
      clusters.find(({ members }) => members.some(member => [...extra, ...all][member]?.path === text));
    expect(clusterOf(`${first?.path}\u001e${path('other')}`)).toBe(clusterOf(first?.path ?? ''));
    expect(clusterOf(path('unlike'))?.members).toHaveLength(1);
  });

  it('of nothing are none', () => {
    expect(clusterPaths([])).toEqual([]);
    expect(clustersOf([{ path: '', runs: 3 }])).toEqual([['']]);
  });
});
