import type { Clock, DatabaseService } from '@netcrab/plugin-api/backend';
import type { TaskTypeDecisions } from '../inference/decisions';
import { followMerges } from './followMerges';

interface LabelRow {
  org_id: string;
  product_id: string;
  task_type: string;
  label: string;
}
interface MergeRow {
  org_id: string;
  product_id: string;
  task_type: string;
  merged_into: string;
}

/** What people called a product's task types, and which they merged. */
export class TaskTypeStore {
  constructor(
    private readonly database: DatabaseService,
    private readonly clock: Clock,
  ) {}

  private get labelRows() {
    return this.database.knex<LabelRow & { changed_at: number }>('telemetry_task_labels');
  }
  private get mergeRows() {
    return this.database.knex<MergeRow & { changed_at: number }>('telemetry_task_merges');
  }

  async labels(orgId?: string): Promise<LabelRow[]> {
    const query = this.labelRows.select('org_id', 'product_id', 'task_type', 'label');
    return orgId === undefined ? query : query.where({ org_id: orgId });
  }

  async setLabel(row: LabelRow): Promise<void> {
    await this.labelRows
      .insert({ ...row, changed_at: this.clock.now() })
      .onConflict(['org_id', 'product_id', 'task_type'])
      .merge(['label', 'changed_at']);
  }

  async merges(orgId?: string): Promise<MergeRow[]> {
    const query = this.mergeRows.select('org_id', 'product_id', 'task_type', 'merged_into');
    return orgId === undefined ? query : query.where({ org_id: orgId });
  }

  async setMerge(row: MergeRow): Promise<void> {
    await this.mergeRows
      .insert({ ...row, changed_at: this.clock.now() })
      .onConflict(['org_id', 'product_id', 'task_type'])
      .merge(['merged_into', 'changed_at']);
  }

  /** @returns whether there was such a merge. */
  async removeMerge(orgId: string, productId: string, taskType: string): Promise<boolean> {
    const removed = await this.mergeRows
      .where({ org_id: orgId, product_id: productId, task_type: taskType })
      .delete();
    return removed > 0;
  }

  /** Everything decided, for inference to apply. */
  readonly decisions = async (): Promise<TaskTypeDecisions> => {
    const [labels, merges] = await Promise.all([this.labels(), this.merges()]);
    return {
      labels: labels.map(row => ({
        orgId: row.org_id,
        productId: row.product_id,
        taskType: row.task_type,
        label: row.label,
      })),
      merges: followMerges(
        merges.map(row => ({
          orgId: row.org_id,
          productId: row.product_id,
          taskType: row.task_type,
          into: row.merged_into,
        })),
      ),
    };
  };
}
