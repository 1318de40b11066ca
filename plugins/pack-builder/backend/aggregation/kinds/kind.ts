import type { PackDefinition } from '../../../contract';
import type { Quantile } from '../../privacy/quantiles';
import type { NoisyMean } from '../../privacy/means';
import type { Grain } from '../calendar';

type FieldType = PackDefinition['spec']['fields'][number]['type'];

/** A column of a pack's table that a definition may publish. */
export interface Column {
  readonly name: string;
  readonly type: FieldType;
  /** Queries filter by it, so snapshots index it. */
  readonly dimension?: true;
}

interface MeasureBase {
  readonly id: string;
  /** Integer SQL over a task run `r`: already clipped to the measure's range, in integer steps from 0. */
  readonly value: string;
  /** Share of the pack's ρ. All shares, with those of the plan and of the units, add up to 1. */
  readonly weight: number;
}

export interface SumMeasure extends MeasureBase {
  readonly type: 'sum';
  /** Values lie in [0, high]; Σ(x − high/2) is noised, so one unit changes it by at most high/2. */
  readonly high: number;
  /** A mean with a wider margin is not worth a finer grain, in the measure's steps. */
  readonly usefulMargin: number;
}

export interface HistogramMeasure extends MeasureBase {
  readonly type: 'histogram';
  /** Ascending; values below the first and above the last fall into the outer buckets. */
  readonly edges: readonly number[];
}

export type Measure = SumMeasure | HistogramMeasure;

/** What a cell stands for. */
export interface CellKey {
  readonly grain: Grain;
  /** First day. */
  readonly start: string;
  readonly vertical: string;
  readonly task: string;
  /** Complexity, archetype or release side; `*` where it was generalized. */
  readonly detail: string;
}

/** A cell after noise and thresholds, before it becomes a row. */
export interface NoisyCell {
  readonly key: CellKey;
  readonly units: number;
  readonly unitsMoe95: number;
  readonly orgsFrom: number;
  readonly orgsBand: string;
  mean(measure: string): NoisyMean;
  quantile(measure: string, q: number): Quantile;
}

/** A measure is null where noise leaves nothing worth telling; see `tellable.ts`. */
export type Row = Readonly<Record<string, string | number | readonly string[] | null>>;

/** What differs between kinds of packs; everything else is the same fixed stages. */
export interface Kind {
  readonly table: string;
  /** All columns the table can publish, in their order. */
  readonly columns: readonly Column[];
  /** The finest calendar cell. */
  readonly finest: Grain;
  /** Whether cells of all details of a task may be merged before the task itself is. */
  readonly mergesDetails: boolean;
  readonly planWeight: number;
  readonly unitsWeight: number;
  readonly measures: readonly Measure[];
  /** SQL of the detail over a run `r` (and `d`, where {@link detailJoin} names it). */
  readonly detail: string;
  /** Joined to the runs; may turn one run into several. */
  readonly detailJoin?: string;
  /** Cells of the same answer give one row together; without it each gives its own. */
  readonly rowOf?: (key: CellKey) => string;
  /**
   * The row of cells that passed: `undefined` where one that it needs is missing, null where noise leaves none of its
   * measures.
   */
  row(cells: readonly NoisyCell[]): Row | null | undefined;
}

export const otherTask = 'OTHER';
export const anyDetail = '*';
