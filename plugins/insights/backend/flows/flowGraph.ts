import type { WarehouseValue } from '@netcrab/plugin-api/backend';
import type { FlowGraph, FlowQuery } from '../../contract';
import { aboutOf } from '../answers/definitions';
import { num, numOrNull, type Reader, type Scope } from '../scope/scope';
import { shareFigure } from '../statistics/intervals';
import { flowSteps, sampleEvery } from './flowSteps';

type Row = Record<string, WarehouseValue>;
/** Screens drawn per step; the rest of a step is one node. */
const drawn = 7;
/** Stands for the rest; no screen has an empty id. */
const rest = '';

const idOf = (step: number, screen: string) => `${step}:${screen}`;

/**
 * Nodes are screens at a step, edges what follows what, and what has no edge onwards ended there (or, at the last step
 * drawn, goes on unseen: its drop-off counts the ends alone).
 */
export async function flowGraph(reader: Reader, scope: Scope, query: FlowQuery): Promise<FlowGraph> {
  const every = await sampleEvery(reader, scope);
  const { cte, condition } = flowSteps(scope, query, every);
  const rows = await reader.query<Row>(
    `WITH ${cte},
     ranked AS (
       SELECT step, screen_id, row_number() OVER (PARTITION BY step ORDER BY count(*) DESC, screen_id) AS place
       FROM steps GROUP BY step, screen_id),
     named AS (
       SELECT steps.step, strain, spent_ms, goes_to IS NULL AS ended,
         CASE WHEN here.place <= ${drawn} THEN steps.screen_id ELSE '${rest}' END AS screen,
         CASE WHEN there.place IS NULL THEN NULL WHEN there.place <= ${drawn} THEN goes_to ELSE '${rest}' END AS onward
       FROM steps JOIN ranked AS here ON here.step = steps.step AND here.screen_id = steps.screen_id
         LEFT JOIN ranked AS there ON there.step = steps.step + 1 AND there.screen_id = steps.goes_to)
     SELECT step, screen, onward, grouping(onward) AS whole, count(*) AS n, count(*) FILTER (WHERE ended) AS ended,
       avg(1 - exp(-strain)) AS friction, quantile_cont(spent_ms, 0.5) AS spent
     FROM named GROUP BY GROUPING SETS ((step, screen), (step, screen, onward)) ORDER BY step, n DESC, screen, onward`,
    condition.params,
  );
  const nodes = rows.filter(row => num(row.whole) === 1);
  const edges = rows.filter(row => num(row.whole) === 0 && row.onward !== null);
  return {
    about: aboutOf(scope, ['flowSessions', 'flowDropoff', 'flowFriction', 'duration'], every),
    total: nodes.filter(row => num(row.step) === 1).reduce((sum, row) => sum + num(row.n), 0) * every,
    nodes: nodes.map(row => {
      const n = num(row.n);
      const screen = String(row.screen);
      return {
        id: idOf(num(row.step), screen),
        step: num(row.step),
        screenId: screen,
        others: screen === rest,
        sessions: n * every,
        dropoff: shareFigure(num(row.ended), n),
        friction: { value: numOrNull(row.friction), n },
        timeSpent: { value: numOrNull(row.spent), n },
      };
    }),
    edges: edges.map(row => ({
      source: idOf(num(row.step), String(row.screen)),
      target: idOf(num(row.step) + 1, String(row.onward)),
      sessions: num(row.n) * every,
    })),
  };
}
