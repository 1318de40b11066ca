import { clusterPaths } from './clusterPaths';
import { nameTask, type TaskName } from './nameTask';
import { PathIndex } from './similarity';

/** A kind of thing users do, found from paths alone. */
export interface InferredTask extends TaskName {
  /** Paths that belong to it, the first seen first: what later paths are compared with. */
  readonly examples: readonly string[];
}

/** The least similarity to an example with which a path is of its task. */
const leastSimilarity = 0.35;
const examplesKept = 12;
/** Tasks of a product; more would be a list nobody reads. */
const mostTasks = 60;
/** Paths that are learned from at most. */
export const mostLearned = 512;

/** The task of each path, by its place in `tasks`; -1 for one unlike all of them. */
export function assignPaths(paths: readonly string[], tasks: readonly InferredTask[]): number[] {
  const owners = tasks.flatMap((task, place) => task.examples.map(() => place));
  const index = new PathIndex(tasks.flatMap(({ examples }) => examples));
  return paths.map(path => {
    const [near] = index.nearest(path, leastSimilarity);
    return near ? (owners[near.index] ?? -1) : -1;
  });
}

interface Draft extends TaskName {
  readonly members: ReadonlySet<number>;
}

/** New clusters take the name of the old one whose paths they share most, each name once. */
function keepNames(clusters: ReadonlyArray<readonly number[]>, old: readonly Draft[]) {
  const pairs = clusters.flatMap((members, cluster) =>
    old.flatMap((draft, place) => {
      const shared = members.filter(member => draft.members.has(member)).length;
      return shared > 0 ? [{ cluster, place, shared }] : [];
    }),
  );
  pairs.sort((a, b) => b.shared - a.shared || a.place - b.place || a.cluster - b.cluster);
  const names = new Map<number, TaskName>();
  const taken = new Set<number>();
  for (const { cluster, place } of pairs) {
    const draft = old[place];
    if (!draft || names.has(cluster) || taken.has(place)) continue;
    names.set(cluster, { taskType: draft.taskType, label: draft.label });
    taken.add(place);
  }
  return names;
}

/** 1, 2, 4 … and the whole. */
function sizesUpTo(whole: number): number[] {
  const sizes: number[] = [];
  for (let size = 1; size < whole; size *= 2) sizes.push(size);
  return whole > 0 ? [...sizes, whole] : [];
}

/**
 * Finds tasks among paths that are like no task known. Learns from the first 1, 2, 4 … 512 of them, and matches each
 * step's clusters with the step's before by their overlap: a task keeps its name as data grow, and the same paths give
 * the same tasks whenever they are looked at.
 * @param novel each path once, in the order of their first appearance.
 * @param known tasks whose names are taken.
 */
export function learnTasks(novel: readonly string[], known: readonly InferredTask[]): InferredTask[] {
  let drafts: Draft[] = [];
  const room = Math.max(0, mostTasks - known.length);
  for (const size of sizesUpTo(Math.min(novel.length, mostLearned))) {
    const paths = novel.slice(0, size);
    const clusters = clusterPaths(paths.map(path => ({ path, runs: 1 }))).slice(0, room);
    const names = keepNames(
      clusters.map(({ members }) => members),
      drafts,
    );
    const taken = new Set([...known, ...names.values()].map(({ taskType }) => taskType));
    drafts = clusters.map(({ members, medoid }, cluster) => {
      const name = names.get(cluster) ?? nameTask(paths[medoid] ?? '', taken);
      taken.add(name.taskType);
      return { ...name, members: new Set(members) };
    });
  }
  return drafts.map(({ taskType, label, members }) => ({
    taskType,
    label,
    examples: [...members]
      .sort((a, b) => a - b)
      .slice(0, examplesKept)
      .map(member => novel[member] ?? ''),
  }));
}
