import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import { ofProducts } from './decisions';

/** An id as words: `create_contact` → `Create contact`. */
const spoken = `upper(substr(t.task_type, 1, 1)) || substr(regexp_replace(t.task_type, '[_./:-]+', ' ', 'g'), 2)`;

/**
 * Writes `dim_task_types` of the products in `ti_products` anew: each task type with the runs that stand under it, and
 * those merged away with the runs that were theirs. Reads `ti_merges` and `ti_labels`.
 */
export async function writeTaskTypes(connection: WarehouseConnection): Promise<void> {
  const figures = `count(*) AS runs, round(avg(CAST(success AS INTEGER)), 6) AS success_share, min("start") AS first_seen,
    max("start") AS last_seen`;
  await connection.run(`DELETE FROM dim_task_types d WHERE ${ofProducts('d')}`);
  await connection.run(
    `INSERT INTO dim_task_types
     WITH types AS (
       SELECT org_id, product_id, task_type, ${figures} FROM fact_task_runs r WHERE ${ofProducts('r')} GROUP BY ALL
       UNION ALL
       SELECT org_id, product_id, original_task_type, ${figures} FROM fact_task_runs r
       WHERE original_task_type IS NOT NULL AND ${ofProducts('r')} GROUP BY ALL
     ), models AS (
       SELECT org_id, product_id, task_type, min(task_label) AS label FROM telemetry_task_models GROUP BY ALL
     )
     SELECT t.org_id, t.product_id, t.task_type, coalesce(l.label, m.label, ${spoken}), CAST(m.label IS NOT NULL AS INTEGER),
       t.runs, t.success_share, t.first_seen, t.last_seen, g.merged_into
     FROM types t
     LEFT JOIN ti_labels l ON l.org_id = t.org_id AND l.product_id = t.product_id AND l.task_type = t.task_type
     LEFT JOIN models m ON m.org_id = t.org_id AND m.product_id = t.product_id AND m.task_type = t.task_type
     LEFT JOIN ti_merges g ON g.org_id = t.org_id AND g.product_id = t.product_id AND g.task_type = t.task_type`,
  );
}
