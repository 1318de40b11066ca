import type { WarehouseConnection } from '@netcrab/plugin-api/backend';

interface OfTaskType {
  readonly orgId: string;
  readonly productId: string;
  readonly taskType: string;
}

/** One task type that stands under another. */
export interface Merge extends OfTaskType {
  /** Never merged itself: chains are followed to their end. */
  readonly into: string;
}

/** A name that a person gave. */
export interface TaskLabel extends OfTaskType {
  readonly label: string;
}

/** What people decided about a product's task types. */
export interface TaskTypeDecisions {
  readonly merges: readonly Merge[];
  readonly labels: readonly TaskLabel[];
}

/** A condition on a table's rows: of the products in `ti_products`. */
export const ofProducts = (table: string): string =>
  `EXISTS (SELECT 1 FROM ti_products p WHERE p.org_id = ${table}.org_id AND p.product_id = ${table}.product_id)`;

/** Stages `ti_merges` (org_id, product_id, task_type, merged_into) and `ti_labels` (…, label). */
export async function stageDecisions(
  connection: WarehouseConnection,
  { merges, labels }: TaskTypeDecisions,
): Promise<void> {
  const stage = <One extends OfTaskType>(
    table: string,
    column: string,
    decided: readonly One[],
    value: (one: One) => string,
  ) =>
    connection.run(
      `CREATE OR REPLACE TEMP TABLE ${table} AS SELECT unnest($1::VARCHAR[]) AS org_id, unnest($2::VARCHAR[]) AS product_id,
         unnest($3::VARCHAR[]) AS task_type, unnest($4::VARCHAR[]) AS ${column}`,
      [
        decided.map(one => one.orgId),
        decided.map(one => one.productId),
        decided.map(one => one.taskType),
        decided.map(value),
      ],
    );
  await stage('ti_merges', 'merged_into', merges, one => one.into);
  await stage('ti_labels', 'label', labels, one => one.label);
}

/** Task types whose name is another than the table shows. */
const renamed = `dim_task_types d JOIN ti_labels l
  ON d.org_id = l.org_id AND d.product_id = l.product_id AND d.task_type = l.task_type
  WHERE d.task_label IS DISTINCT FROM l.label`;

/** Stages `ti_products`: those whose merges or labels are others than the tables show. Reads what was staged. */
export const stageDecided = (connection: WarehouseConnection): Promise<void> =>
  connection.run(
    `CREATE OR REPLACE TEMP TABLE ti_products AS SELECT DISTINCT org_id, product_id FROM (
       (FROM ti_merges EXCEPT FROM telemetry_merges_applied)
       UNION ALL (FROM telemetry_merges_applied EXCEPT FROM ti_merges)
       UNION ALL (SELECT l.* FROM ${renamed}))`,
  );

/** Adds the last day of each task type that is renamed to `ti_touched`: no fact changes, and readers must learn of it. */
export const touchRenamed = (connection: WarehouseConnection): Promise<void> =>
  connection.run(
    `INSERT INTO ti_touched SELECT DISTINCT d.org_id, d.product_id, d.last_seen::DATE FROM ${renamed}`,
  );

/** Notes the merges staged as those the runs stand for. */
export async function finishMerges(connection: WarehouseConnection): Promise<void> {
  await connection.run('DELETE FROM telemetry_merges_applied');
  await connection.run(
    'INSERT INTO telemetry_merges_applied SELECT org_id, product_id, task_type, merged_into FROM ti_merges',
  );
}
