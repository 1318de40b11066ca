import type { WarehouseValue } from '@netcrab/plugin-api/backend';
import type { FlowQuery, TopFlows } from '../../contract';
import { aboutOf } from '../answers/definitions';
import { num, numOrNull, type Reader, type Scope } from '../scope/scope';
import { shareFigure } from '../statistics/intervals';
import { flowSteps, sampleEvery, unitOf } from './flowSteps';

type Row = Record<string, WarehouseValue>;
const shown = 20;

/** The first screens of sessions (runs), as whole paths, the most taken first. */
export async function topFlows(reader: Reader, scope: Scope, query: FlowQuery): Promise<TopFlows> {
  const every = await sampleEvery(reader, scope);
  const { cte, condition } = flowSteps(scope, query, every);
  const rows = await reader.query<Row>(
    `WITH ${cte},
     paths AS (
       SELECT list(screen_id ORDER BY step) AS screens, 1 - exp(-sum(strain)) AS friction, sum(spent_ms) AS spent,
         bool_and(run_success) AS success
       FROM steps GROUP BY ${unitOf(scope)})
     SELECT screens, count(*) AS n, avg(friction) AS friction, quantile_cont(spent, 0.5) AS duration,
       count(success) AS judged, count(*) FILTER (WHERE success) AS succeeded, sum(count(*)) OVER () AS total
     FROM paths GROUP BY screens ORDER BY n DESC, screens LIMIT ${shown}`,
    condition.params,
  );
  const total = num(rows[0]?.total);
  return {
    about: aboutOf(scope, ['flowShare', 'flowSessions', 'flowFriction', 'taskSuccess', 'duration'], every),
    total: total * every,
    flows: rows.map(row => {
      const n = num(row.n);
      return {
        screens: row.screens as string[],
        sessions: n * every,
        share: shareFigure(n, total),
        friction: { value: numOrNull(row.friction), n },
        success: shareFigure(num(row.succeeded), num(row.judged)),
        duration: { value: numOrNull(row.duration), n },
      };
    }),
  };
}
