/**
 * The public taxonomy of flows: how a run moved, how much it took, how it ended. Every archetype is one of these 48
 * combinations, known before any data is read, so none can carry a screen or a label of somebody's product.
 */
const paths = {
  single: 'stay on one screen',
  direct: 'move straight between screens',
  detour: 'take a detour between screens',
  wandering: 'wander between screens',
} as const;
const efforts = { light: 'a few clicks', moderate: 'several clicks', heavy: 'many clicks' } as const;
const outcomes = {
  completed: 'complete',
  failed: 'fail',
  abandoned: 'abandon',
  unmarked: 'end without a mark of success',
} as const;

/** SQL of the archetype id over a run `r`: `detour.moderate.completed`. */
export const archetypeSql = `
  CASE WHEN coalesce(r.screens, 1) <= 1 THEN 'single' WHEN coalesce(r.lostness, 0) <= 0.2 THEN 'direct'
       WHEN r.lostness <= 0.5 THEN 'detour' ELSE 'wandering' END || '.' ||
  CASE WHEN coalesce(r.clicks, 0) <= 3 THEN 'light' WHEN r.clicks <= 10 THEN 'moderate' ELSE 'heavy' END || '.' ||
  CASE WHEN coalesce(r.abandoned, false) THEN 'abandoned' WHEN r.success IS NULL THEN 'unmarked'
       WHEN r.success THEN 'completed' ELSE 'failed' END`;

export interface Archetype {
  readonly label: string;
  /** Step classes of the flow, in order. */
  readonly steps: readonly string[];
}

const isKey = <T extends object>(table: T, key: string | undefined): key is Extract<keyof T, string> =>
  key !== undefined && Object.hasOwn(table, key);

/** @throws RangeError for an id outside the taxonomy. */
export function archetypeOf(id: string): Archetype {
  const [path, effort, outcome] = id.split('.');
  if (!isKey(paths, path) || !isKey(efforts, effort) || !isKey(outcomes, outcome)) {
    throw new RangeError(`${id} is not an archetype of the taxonomy`);
  }
  const moves = path === 'single' ? [] : [`navigate:${path}`];
  return {
    label: `${capital(paths[path])}, ${efforts[effort]}, ${outcomes[outcome]}`,
    steps: ['start', ...moves, `interact:${effort}`, outcomes[outcome]],
  };
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
