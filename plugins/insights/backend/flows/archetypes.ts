import type { WarehouseValue } from '@netcrab/plugin-api/backend';
import type { ArchetypeQuery, Archetypes } from '../../contract';
import { aboutOf } from '../answers/definitions';
import {
  isWide,
  num,
  numOrNull,
  ofOrg,
  rowsOf,
  type Condition,
  type Reader,
  type Scope,
} from '../scope/scope';
import { dayMs, dayOf, monthsOf } from '../scope/window';

type Row = Record<string, WarehouseValue>;
const most = 200;

/** As inference wrote them, over all runs of the month. */
const asFound = `SELECT product_id, date_window, task_type, archetype_id, runs, round(runs / coverage) AS whole,
    coverage, success_share, avg_duration_s, avg_frict_score
  FROM flow_archetypes WHERE org_id = $1`;

/** The same of the runs that the filters take in, each of which knows its archetype. */
function narrowed(scope: Scope, { success }: Pick<ArchetypeQuery, 'success'>, condition: Condition): string {
  const runs = rowsOf('runs', { ...scope, window: monthsOf(scope.window) }, { condition });
  const ended = success === undefined ? '' : ` AND success = ${runs.next(success)}`;
  return `SELECT *, runs / whole AS coverage FROM (
    SELECT *, sum(runs) OVER (PARTITION BY product_id, date_window, task_type) AS whole FROM (
      SELECT product_id, strftime(start, '%Y-%m') AS date_window, task_type, archetype_id, count(*) AS runs,
        avg(CAST(success AS INTEGER)) AS success_share, avg(duration_ms) / 1000 AS avg_duration_s,
        avg(friction) AS avg_frict_score
      FROM fact_task_runs WHERE ${runs.sql}${ended} GROUP BY ALL))`;
}

/** Archetypes are found per month: those of the months that the window touches. */
export async function archetypesOf(reader: Reader, scope: Scope, query: ArchetypeQuery): Promise<Archetypes> {
  const { orgId, window, filters } = scope;
  const condition = ofOrg(orgId);
  const { next, params } = condition;
  const { task: _, ...others } = filters;
  const wide = isWide({ ...scope, filters: others }) && query.success === undefined;
  const figures = wide ? asFound : narrowed(scope, query, condition);
  const parts = [
    'flow.org_id = $1',
    `flow.date_window >= ${next(dayOf(window.from).slice(0, 7))}`,
    `flow.date_window <= ${next(dayOf(window.until - dayMs).slice(0, 7))}`,
  ];
  if (filters.productId !== undefined) parts.push(`flow.product_id = ${next(filters.productId)}`);
  if (filters.task !== undefined) parts.push(`flow.task_type = ${next(filters.task)}`);
  const rows = await reader.query<Row>(
    `SELECT found.*, flow.label, flow.steps, task_label, coalesce(inferred, 0) AS inferred FROM flow_archetypes AS flow
     JOIN (${figures}) AS found USING (product_id, date_window, task_type, archetype_id)
     LEFT JOIN (SELECT product_id, task_type, any_value(task_label) AS task_label,
         max(CAST(inferred AS INTEGER)) AS inferred
       FROM dim_task_types WHERE org_id = $1 GROUP BY ALL) AS task USING (product_id, task_type)
     WHERE ${parts.join(' AND ')}
     ORDER BY date_window DESC, product_id, task_type, coverage DESC, archetype_id LIMIT ${most}`,
    params,
  );
  return {
    about: aboutOf(scope, ['coverage', 'archetypeSuccess', 'archetypeDuration', 'archetypeFriction']),
    archetypes: rows.map(row => {
      const figure = (value: WarehouseValue | undefined, n = num(row.runs)) => ({
        value: numOrNull(value),
        n,
      });
      return {
        productId: String(row.product_id),
        month: String(row.date_window),
        task: String(row.task_type),
        taskLabel: String(row.task_label ?? row.task_type),
        inferred: num(row.inferred) === 1,
        archetypeId: String(row.archetype_id),
        label: String(row.label ?? row.archetype_id),
        steps: row.steps as string[],
        coverage: figure(row.coverage, num(row.whole)),
        success: figure(row.success_share),
        duration: figure(row.avg_duration_s),
        friction: figure(row.avg_frict_score),
      };
    }),
  };
}
