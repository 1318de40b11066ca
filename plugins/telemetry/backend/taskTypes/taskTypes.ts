import {
  asId,
  ConflictError,
  InvalidRequestError,
  NotFoundError,
  type OrgId,
  type ProductId,
  type WarehouseConnection,
} from '@netcrab/plugin-api/backend';
import type { TaskType, TaskTypes } from '../../contract';
import type { TaskTypeStore } from './taskTypeStore';

interface Options {
  readonly store: TaskTypeStore;
  readonly warehouse: WarehouseConnection;
  /** What was decided is to be applied. */
  readonly onChanged: () => void;
}

interface DimensionRow {
  product_id: string;
  task_type: string;
  task_label: string;
  inferred: number;
  runs: bigint;
  success_share: number | null;
  last_seen: number;
}

const longestLabel = 80;

/** The registry: lists what inference wrote with what people decided since, and keeps their decisions. */
export function createTaskTypes({ store, warehouse, onChanged }: Options): TaskTypes {
  async function mustExist(orgId: OrgId, productId: string, taskTypes: readonly string[]): Promise<void> {
    const rows = await warehouse.query<{ task_type: string }>(
      'SELECT task_type FROM dim_task_types WHERE org_id = $1 AND product_id = $2',
      [orgId, productId],
    );
    const known = new Set(rows.map(row => row.task_type));
    const missing = taskTypes.find(taskType => !known.has(taskType));
    if (missing !== undefined)
      throw new NotFoundError(
        `${productId} has no runs of the task type ${missing}; see the list for those it has.`,
      );
  }

  /** Where each merged task type of the product goes. */
  async function targets(orgId: OrgId, productId: string): Promise<Map<string, string>> {
    const rows = await store.merges(orgId);
    return new Map(
      rows.flatMap(row => (row.product_id === productId ? [[row.task_type, row.merged_into] as const] : [])),
    );
  }

  return {
    async list({ orgId, productId }) {
      const [rows, labels, merges] = await Promise.all([
        warehouse.query<DimensionRow>(
          `SELECT product_id, task_type, task_label, inferred, runs, success_share, last_seen FROM dim_task_types
           WHERE org_id = $1 ${productId === undefined ? '' : 'AND product_id = $2'}
           ORDER BY product_id, runs DESC, task_type`,
          productId === undefined ? [orgId] : [orgId, productId],
        ),
        store.labels(orgId),
        store.merges(orgId),
      ]);
      const nameOf = (product: string, taskType: string) => JSON.stringify([product, taskType]);
      const labelOf = new Map(labels.map(row => [nameOf(row.product_id, row.task_type), row.label]));
      const targetOf = new Map(merges.map(row => [nameOf(row.product_id, row.task_type), row.merged_into]));
      return rows.map((row): TaskType => {
        const name = nameOf(row.product_id, row.task_type);
        return {
          productId: asId<ProductId>(row.product_id),
          taskType: row.task_type,
          label: labelOf.get(name) ?? row.task_label,
          inferred: row.inferred === 1,
          runs: Number(row.runs),
          successShare: row.success_share,
          lastSeen: row.last_seen,
          mergedInto: targetOf.get(name) ?? null,
        };
      });
    },

    async rename(orgId, productId, taskType, label) {
      const text = label.trim();
      if (text === '' || text.length > longestLabel) {
        const message = `Use 1 to ${longestLabel} characters.`;
        throw new InvalidRequestError(`The label does not fit: ${message}`, [{ field: 'label', message }]);
      }
      await mustExist(orgId, productId, [taskType]);
      await store.setLabel({ org_id: orgId, product_id: productId, task_type: taskType, label: text });
      onChanged();
    },

    async merge(orgId, productId, from, into) {
      await mustExist(orgId, productId, [from, into]);
      const merged = await targets(orgId, productId);
      if (merged.has(from))
        throw new ConflictError(`${from} is merged into ${merged.get(from)} already; take that back first.`);
      // Where the target ends may not be what is merged.
      for (let end: string | undefined = into; end !== undefined; end = merged.get(end)) {
        if (end === from)
          throw new ConflictError(`${into} stands under ${from}; merging back would make a circle.`);
      }
      await store.setMerge({ org_id: orgId, product_id: productId, task_type: from, merged_into: into });
      onChanged();
    },

    async unmerge(orgId, productId, from) {
      if (!(await store.removeMerge(orgId, productId, from)))
        throw new NotFoundError(`${from} is not merged into another task type of ${productId}.`);
      onChanged();
    },
  };
}
