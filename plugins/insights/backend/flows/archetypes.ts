import type { WarehouseValue } from '@netcrab/plugin-api/backend';
import type { Archetypes } from '../../contract';
import { aboutOf } from '../answers/definitions';
import { num, numOrNull, ofOrg, type Reader, type Scope } from '../scope/scope';
import { dayMs, dayOf } from '../scope/window';

type Row = Record<string, WarehouseValue>;
const most = 200;

/** Archetypes are found per month: those of the months that the window touches. Product and task narrow them. */
export async function archetypesOf(reader: Reader, scope: Scope): Promise<Archetypes> {
  const { orgId, window, filters } = scope;
  const { next, params } = ofOrg(orgId);
  const parts = [
    'flow.org_id = $1',
    `date_window >= ${next(dayOf(window.from).slice(0, 7))}`,
    `date_window <= ${next(dayOf(window.until - dayMs).slice(0, 7))}`,
  ];
  if (filters.productId !== undefined) parts.push(`flow.product_id = ${next(filters.productId)}`);
  if (filters.task !== undefined) parts.push(`flow.task_type = ${next(filters.task)}`);
  const rows = await reader.query<Row>(
    `SELECT flow.*, task_label, coalesce(inferred, 0) AS inferred FROM flow_archetypes AS flow
     LEFT JOIN (SELECT org_id, product_id, task_type, any_value(task_label) AS task_label,
         max(CAST(inferred AS INTEGER)) AS inferred
       FROM dim_task_types WHERE org_id = $1 GROUP BY ALL) AS task
       ON task.org_id = flow.org_id AND task.product_id = flow.product_id AND task.task_type = flow.task_type
     WHERE ${parts.join(' AND ')}
     ORDER BY date_window DESC, flow.product_id, flow.task_type, coverage DESC, archetype_id LIMIT ${most}`,
    params,
  );
  return {
    about: aboutOf({ ...scope, filters: { productId: filters.productId, task: filters.task } }, [
      'coverage',
      'runSuccess',
      'runFriction',
    ]),
    archetypes: rows.map(row => {
      const n = num(row.sample_sessions);
      const figure = (value: WarehouseValue | undefined) => ({ value: numOrNull(value), n });
      return {
        productId: String(row.product_id),
        month: String(row.date_window),
        task: String(row.task_type),
        taskLabel: String(row.task_label ?? row.task_type),
        inferred: num(row.inferred) === 1,
        archetypeId: String(row.archetype_id),
        label: String(row.label ?? row.archetype_id),
        steps: row.steps as string[],
        coverage: figure(row.coverage),
        success: figure(row.success_share),
        duration: figure(row.avg_duration_s),
        friction: figure(row.avg_frict_score),
      };
    }),
  };
}
