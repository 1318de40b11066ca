import type { OrgId, ProductId } from '@netcrab/plugin-api/contract';

/** A task type of a product: named by the SDK, or inferred from paths. */
export interface TaskType {
  readonly productId: ProductId;
  readonly taskType: string;
  /** As people gave it, else made of its features or its id. */
  readonly label: string;
  readonly inferred: boolean;
  /** Runs that stand under it; of a merged one, those that were its own. */
  readonly runs: number;
  /** 0 to 1; null where nobody said when the task is done. */
  readonly successShare: number | null;
  /** Start of its latest run, epoch ms. */
  readonly lastSeen: number;
  /** The task type its runs stand under now. */
  readonly mergedInto: string | null;
}

/** The registry of task types. What is decided here holds for the runs at the next aggregation, moments later. */
export interface TaskTypes {
  list(filter: { readonly orgId: OrgId; readonly productId?: string }): Promise<TaskType[]>;
  /**
   * @param label 1 to 80 characters.
   * @throws NotFoundError for a task type the product has no runs of.
   */
  rename(orgId: OrgId, productId: string, taskType: string, label: string): Promise<void>;
  /**
   * Runs of `from` stand under `into` from the next aggregation on; what they were is kept.
   * @throws NotFoundError for an unknown one, ConflictError where `from` is merged already or a circle would arise.
   */
  merge(orgId: OrgId, productId: string, from: string, into: string): Promise<void>;
  /** Takes a merge back. @throws NotFoundError where there is none. */
  unmerge(orgId: OrgId, productId: string, from: string): Promise<void>;
}
