import { UndirectedGraph } from 'graphology';
import louvain from 'graphology-communities-louvain';
import { seededRandom } from './seededRandom';
import { PathIndex } from './similarity';

/** A canonical path and how many runs took it. */
export interface WeightedPath {
  readonly path: string;
  readonly runs: number;
}

export interface PathCluster {
  /** Indexes into the paths given, the most taken first. */
  readonly members: readonly number[];
  readonly runs: number;
  /** The member most similar to the others, by their runs. */
  readonly medoid: number;
}

/**
 * The most taken paths make the clusters, the others join their nearest: so the cost is bounded however many there are,
 * about 150 ms for this many that are all different.
 */
export const mostCompared = 800;
const leastSimilarity = 0.3;
/** Edges kept per path: the graph stays sparse, and one large cluster does not swallow those beside it. */
const neighbours = 30;
const seed = 20_261_121;
/** Candidates for the medoid: the most taken members. */
const medoidCandidates = 12;

const byRuns = (a: WeightedPath, b: WeightedPath): number =>
  b.runs - a.runs || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);

/** Communities of the similarity graph, one number per path. The order of visits is seeded. */
function communities(index: PathIndex, count: number): number[] {
  const graph = new UndirectedGraph<object, { weight: number }>();
  for (let node = 0; node < count; node++) graph.addNode(node);
  for (let node = 0; node < count; node++) {
    for (const near of index.nearestOf(node, leastSimilarity).slice(0, neighbours)) {
      graph.mergeEdge(Math.min(node, near.index), Math.max(node, near.index), { weight: near.similarity });
    }
  }
  if (graph.size === 0) return Array.from({ length: count }, (_, node) => node);
  const found = louvain(graph, { rng: seededRandom(seed), getEdgeWeight: 'weight' });
  return Array.from({ length: count }, (_, node) => found[node] ?? node);
}

function medoidOf(members: readonly number[], paths: readonly WeightedPath[]): number {
  const [first = 0] = members;
  if (members.length < 3) return first;
  const index = new PathIndex(members.map(member => paths[member]?.path ?? ''));
  let best = first;
  let bestSum = -1;
  members.slice(0, medoidCandidates).forEach(candidate => {
    const sum = index
      .nearest(paths[candidate]?.path ?? '', 0)
      .reduce((total, near) => total + near.similarity * (paths[members[near.index] ?? first]?.runs ?? 0), 0);
    if (sum > bestSum) [best, bestSum] = [candidate, sum];
  });
  return best;
}

/**
 * Groups paths by community detection (Louvain, seeded) on the graph of their Jaccard similarities. The same paths with
 * the same runs give the same clusters, in whatever order they are given. Every path is in one cluster; one unlike all
 * others is a cluster of its own.
 * @param paths each once.
 * @returns the clusters, that of the most runs first.
 */
export function clusterPaths(paths: readonly WeightedPath[]): PathCluster[] {
  const order = paths.map((path, place) => ({ ...path, place })).sort(byRuns);
  const compared = order.slice(0, mostCompared);
  const index = new PathIndex(compared.map(({ path }) => path));
  const found = communities(index, compared.length);
  const members = new Map<number, number[]>();
  const add = (community: number, place: number) => {
    const list = members.get(community);
    if (list) list.push(place);
    else members.set(community, [place]);
  };
  compared.forEach(({ place }, node) => add(found[node] ?? node, place));
  order.slice(mostCompared).forEach(({ path, place }, rest) => {
    const [near] = index.nearest(path, leastSimilarity);
    add(near ? (found[near.index] ?? near.index) : -1 - rest, place);
  });
  return [...members.values()]
    .map(list => ({
      members: list,
      runs: list.reduce((sum, member) => sum + (paths[member]?.runs ?? 0), 0),
      medoid: medoidOf(list, paths),
    }))
    .sort(
      (a, b) => b.runs - a.runs || ((paths[a.medoid]?.path ?? '') < (paths[b.medoid]?.path ?? '') ? -1 : 1),
    );
}
