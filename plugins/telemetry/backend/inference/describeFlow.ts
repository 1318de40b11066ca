/** What runs of a cluster are like, beside the task's runs as a whole. */
export interface FlowFeatures {
  /** Mean steps, and those of all runs of the task. */
  readonly steps: number;
  readonly taskSteps: number;
  /** Mean of different steps ÷ steps: 1 where nothing was done twice. */
  readonly directness: number;
  /** Mean seconds, and those of all runs of the task. */
  readonly seconds: number;
  readonly taskSeconds: number;
  /** Null where nobody said when the task is done. */
  readonly successShare: number | null;
  readonly abandonedShare: number;
}

/** So much off the task's mean and it is told. */
const notable = 1.25;
const mostly = 0.7;

const compare = (value: number, whole: number, less: string, more: string): string[] =>
  value * notable < whole ? [less] : value > whole * notable ? [more] : [];

function outcome({ successShare, abandonedShare }: FlowFeatures): string[] {
  if (successShare === null) return [];
  if (successShare >= mostly) return ['completes'];
  if (abandonedShare >= mostly) return ['given up'];
  return [1 - successShare >= mostly ? 'fails' : 'completes at times'];
}

/** A label of features: `short, direct, completes`. */
export function describeFlow(flow: FlowFeatures): string {
  const length = compare(flow.steps, flow.taskSteps, 'short', 'long');
  const directness =
    flow.directness >= 0.95 ? 'direct' : flow.directness >= mostly ? 'with detours' : 'back and forth';
  const tempo = compare(flow.seconds, flow.taskSeconds, 'quick', 'slow');
  return [...length, directness, ...tempo, ...outcome(flow)].join(', ');
}

interface Described {
  readonly label: string;
  readonly steps: readonly string[];
}

/** Where labels of a task's flows are the same, each is told by its first step that the others of that label lack. */
export function tellApart<T extends Described>(flows: readonly T[]): T[] {
  return flows.map((flow, place) => {
    const others = flows.filter((other, at) => at !== place && other.label === flow.label);
    if (others.length === 0) return flow;
    const own = flow.steps.find(step => others.every(other => !other.steps.includes(step)));
    const before = flows.slice(0, place).filter(other => other.label === flow.label).length;
    return { ...flow, label: own ? `${flow.label} (${own})` : `${flow.label} (${before + 1})` };
  });
}
