import type { WarehouseConnection, WarehouseService } from '@netcrab/plugin-api/backend';
import type { FrustrationWeights } from '../processing/strain';
import type { Stage } from './followUp';
import { freshHotspots, hotspotColumns } from './hotspots';
import { replaceRows } from './replaceRows';
import { freshVisits, identity, prepareVisits, visitColumns, visitTables } from './screenVisits';

export interface AggregatorOptions {
  readonly warehouse: WarehouseService;
  readonly weights: FrustrationWeights;
}

/** Events of the days that one transaction takes on: a second or so, in which rounds wait. */
const eventsPerTransaction = 400_000;

interface ChangedDay {
  readonly org_id: string;
  readonly product_id: string;
  /** Midnight UTC, epoch ms. */
  readonly day: number;
  readonly events: bigint;
}

/** Days with a change that was not aggregated yet, the latest first. */
const changedDays = (warehouse: WarehouseService): Promise<ChangedDay[]> =>
  warehouse.query<ChangedDay>(
    `WITH changed AS (SELECT c.org_id, c.product_id, c.day FROM fact_changes c
       LEFT JOIN telemetry_aggregated a USING (org_id, product_id, day)
       GROUP BY ALL HAVING max(c.seq) > coalesce(max(a.seq), -1)),
     sizes AS (SELECT org_id, product_id, start_ts::DATE AS day, sum(event_count)::BIGINT AS events
       FROM fact_sessions s SEMI JOIN changed c ON c.org_id = s.org_id AND c.product_id = s.product_id
         AND c.day = s.start_ts::DATE GROUP BY ALL)
     SELECT org_id, product_id, day, coalesce(events, 0)::BIGINT AS events
     FROM changed LEFT JOIN sizes USING (org_id, product_id, day)
     ORDER BY day DESC, org_id, product_id`,
  );

function* portions(days: readonly ChangedDay[]): Generator<ChangedDay[]> {
  let portion: ChangedDay[] = [];
  let events = 0;
  for (const day of days) {
    if (portion.length > 0 && events + Number(day.events) > eventsPerTransaction) {
      yield portion;
      portion = [];
      events = 0;
    }
    portion.push(day);
    events += Number(day.events);
  }
  if (portion.length > 0) yield portion;
}

async function aggregateDays(
  connection: WarehouseConnection,
  days: readonly ChangedDay[],
  weights: FrustrationWeights,
): Promise<void> {
  // As of now: rounds may have been committed since the days were listed.
  await connection.run(
    `CREATE TEMP TABLE days AS SELECT org_id, product_id, day, max(seq) AS seq FROM fact_changes JOIN
       (SELECT unnest($1::VARCHAR[]) AS org_id, unnest($2::VARCHAR[]) AS product_id,
         epoch_ms(unnest($3::BIGINT[]))::DATE AS day) USING (org_id, product_id, day) GROUP BY ALL`,
    [days.map(day => day.org_id), days.map(day => day.product_id), days.map(day => BigInt(day.day))],
  );
  await connection.run('CREATE TEMP TABLE touched (org_id VARCHAR, product_id VARCHAR, day DATE)');
  await prepareVisits(connection);
  await replaceRows(connection, {
    table: 'fact_screen_visits',
    columns: visitColumns,
    unit: `${identity}, date`,
    fresh: freshVisits(weights),
    replaceable: `(visit_key, session_id, user_hash) NOT IN (SELECT (visit_key, session_id, user_hash)
      FROM day_sessions ANTI JOIN whole_sessions USING (s))`,
  });
  await replaceRows(connection, {
    table: 'fact_screen_hotspots',
    columns: hotspotColumns,
    unit: 'org_id, product_id, screen_id, route, date',
    fresh: freshHotspots,
  });
  await commitPosition(connection);
  for (const table of [...visitTables, 'days', 'touched']) await connection.run(`DROP TABLE ${table}`);
}

/** Readers must learn of what changed; the aggregator must not take that for a change of the facts. */
async function commitPosition(connection: WarehouseConnection): Promise<void> {
  await connection.run(
    'DELETE FROM telemetry_aggregated a USING days d WHERE (a.org_id, a.product_id, a.day) = (d.org_id, d.product_id, d.day)',
  );
  const [changed] = await connection.query('SELECT 1 FROM touched LIMIT 1');
  if (changed) {
    await connection.run('UPDATE telemetry_consumer SET seq = seq + 1');
    await connection.run('INSERT INTO telemetry_screen_changes SELECT seq FROM telemetry_consumer');
    await connection.run(
      `INSERT INTO fact_changes SELECT DISTINCT (SELECT seq FROM telemetry_consumer), org_id, product_id, day FROM touched`,
    );
  }
  await connection.run(
    `INSERT INTO telemetry_aggregated SELECT org_id, product_id, day,
       CASE WHEN (org_id, product_id, day) IN (SELECT (org_id, product_id, day) FROM touched)
         THEN (SELECT seq FROM telemetry_consumer) ELSE seq END
     FROM days`,
  );
}

/**
 * Sums up sessions screen by screen: `fact_screen_visits` and `fact_screen_hotspots` of each day that changed, from the
 * events, sessions, runs and incidents alone, so that they follow from the events and not from the order they came in.
 */
export function createAggregator({ warehouse, weights }: AggregatorOptions): Stage {
  return {
    name: 'screens',
    async run(turn) {
      for (const portion of portions(await changedDays(warehouse))) {
        await warehouse.transaction(connection => aggregateDays(connection, portion, weights));
        await turn();
      }
    },
  };
}
