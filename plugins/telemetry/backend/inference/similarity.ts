import { betweenParts, betweenSteps } from './pathSteps';

/** What is done counts with its timing and without, so that tempo alone does not make two ways of one. */
const weights = { act: 1, step: 1, bigram: 1 } as const;
const start = '^';
const end = '$';

/** A path's n-grams as numbers, each once. */
interface Features {
  readonly ids: Int32Array;
  /** Sum of their weights. */
  readonly total: number;
}

export interface Neighbour {
  readonly index: number;
  /** Weighted Jaccard similarity, above 0 to 1. */
  readonly similarity: number;
}

/**
 * Jaccard similarity of paths over the uni- and bigrams of their steps. Looks only at paths that share an n-gram, so a
 * comparison with all costs what the shared ones cost.
 */
export class PathIndex {
  private readonly known = new Map<string, number>();
  private readonly weights: number[] = [];
  private readonly postings: number[][] = [];
  private readonly features: Features[] = [];
  private readonly shared: Float64Array;

  constructor(paths: readonly string[]) {
    this.shared = new Float64Array(paths.length);
    paths.forEach((path, index) => {
      const features = this.featuresOf(path);
      this.features.push(features);
      for (const id of features.ids) this.postings[id]?.push(index);
    });
  }

  /** Those at least so similar to the path, nearest first; of equals the earlier. */
  nearest(path: string, least: number): Neighbour[] {
    return this.nearestTo(this.featuresOf(path), least);
  }

  /** As {@link nearest}, of the path at this place, without itself. */
  nearestOf(index: number, least: number): Neighbour[] {
    const features = this.features[index];
    return features ? this.nearestTo(features, least).filter(one => one.index !== index) : [];
  }

  private nearestTo({ ids, total }: Features, least: number): Neighbour[] {
    const { shared } = this;
    const touched: number[] = [];
    for (const id of ids) {
      const weight = this.weights[id] ?? 0;
      for (const index of this.postings[id] ?? []) {
        if (shared[index] === 0) touched.push(index);
        shared[index] = (shared[index] ?? 0) + weight;
      }
    }
    const found: Neighbour[] = [];
    for (const index of touched) {
      const common = shared[index] ?? 0;
      shared[index] = 0;
      const similarity = common / (total + (this.features[index]?.total ?? 0) - common);
      if (similarity >= least) found.push({ index, similarity });
    }
    return found.sort((a, b) => b.similarity - a.similarity || a.index - b.index);
  }

  private featuresOf(path: string): Features {
    const ids = new Set<number>();
    let before = start;
    for (const step of path === '' ? [] : path.split(betweenSteps)) {
      ids.add(this.idOf(`act\n${step.slice(0, step.lastIndexOf(betweenParts))}`, weights.act));
      ids.add(this.idOf(step, weights.step));
      ids.add(this.idOf(`${before}\n${step}`, weights.bigram));
      before = step;
    }
    ids.add(this.idOf(`${before}\n${end}`, weights.bigram));
    let total = 0;
    for (const id of ids) total += this.weights[id] ?? 0;
    return { ids: Int32Array.from(ids), total };
  }

  private idOf(gram: string, weight: number): number {
    let id = this.known.get(gram);
    if (id === undefined) {
      id = this.known.size;
      this.known.set(gram, id);
      this.weights.push(weight);
      this.postings.push([]);
    }
    return id;
  }
}
