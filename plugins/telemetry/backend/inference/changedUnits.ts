import type { WarehouseConnection } from '@netcrab/plugin-api/backend';

/** What is inferred together: a product's calendar month. */
export interface Unit {
  readonly orgId: string;
  readonly productId: string;
  /** `2026-11` */
  readonly month: string;
}

/** A changed unit and how many events its changed days hold. */
export interface ChangedUnit extends Unit {
  readonly events: number;
}

/**
 * Days with changes since their month was inferred, but for those of screens alone. Of a day that shows no other change,
 * what was before may have been tidied away, so it is looked at once.
 */
const changedDays = `
  SELECT c.org_id, c.product_id, c.day, strftime(c.day, '%Y-%m') AS month
  FROM fact_changes c
  LEFT JOIN telemetry_inferred i ON i.org_id = c.org_id AND i.product_id = c.product_id
    AND i.month = strftime(c.day, '%Y-%m')
  GROUP BY c.org_id, c.product_id, c.day, i.seq
  HAVING max(c.seq) FILTER (c.seq NOT IN (SELECT seq FROM telemetry_screen_changes)) > coalesce(i.seq, -1)
    OR (count(*) = 1 AND max(c.seq) > coalesce(i.seq, -1))`;

/** In order of org, product and month: later months of a product build on earlier ones. */
export async function changedUnits(connection: WarehouseConnection): Promise<ChangedUnit[]> {
  const rows = await connection.query<{ org_id: string; product_id: string; month: string; events: number }>(
    `WITH changed AS MATERIALIZED (${changedDays}),
     sizes AS (SELECT org_id, product_id, start_ts::DATE AS day, sum(event_count) AS events
       FROM fact_sessions SEMI JOIN changed USING (org_id, product_id) GROUP BY ALL)
     SELECT org_id, product_id, month, coalesce(sum(events), 0)::DOUBLE AS events
     FROM changed LEFT JOIN sizes USING (org_id, product_id, day)
     GROUP BY org_id, product_id, month ORDER BY org_id, product_id, month`,
  );
  return rows.map(row => ({
    orgId: row.org_id,
    productId: row.product_id,
    month: row.month,
    events: row.events,
  }));
}

/**
 * Stages `ti_units` (org_id, product_id, month) and `ti_days` (…, day): the days of these units that have changed, by what
 * is committed now.
 */
export async function stageUnits(connection: WarehouseConnection, units: readonly Unit[]): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ti_units AS SELECT unnest($1::VARCHAR[]) AS org_id, unnest($2::VARCHAR[]) AS product_id,
       unnest($3::VARCHAR[]) AS month`,
    [units.map(unit => unit.orgId), units.map(unit => unit.productId), units.map(unit => unit.month)],
  );
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ti_days AS SELECT d.* FROM (${changedDays}) d SEMI JOIN ti_units u
       ON u.org_id = d.org_id AND u.product_id = d.product_id AND u.month = d.month`,
  );
}

/** Notes that these units stand for everything committed, with the days whose facts this changed (`ti_touched`). */
export async function finishUnits(connection: WarehouseConnection): Promise<void> {
  const [touched] = await connection.query<{ n: bigint }>('SELECT count(*) AS n FROM ti_touched');
  if (touched && touched.n > 0n) {
    await connection.run('UPDATE telemetry_consumer SET seq = seq + 1');
    await connection.run(
      `INSERT INTO fact_changes SELECT DISTINCT (SELECT max(seq) FROM telemetry_consumer), org_id, product_id, day
       FROM ti_touched`,
    );
  }
  await connection.run(
    'DELETE FROM telemetry_screen_changes WHERE seq NOT IN (SELECT seq FROM fact_changes)',
  );
  await connection.run(
    `DELETE FROM telemetry_inferred i WHERE EXISTS (SELECT 1 FROM ti_units u
       WHERE u.org_id = i.org_id AND u.product_id = i.product_id AND u.month = i.month)`,
  );
  await connection.run(
    `INSERT INTO telemetry_inferred SELECT org_id, product_id, month, (SELECT max(seq) FROM telemetry_consumer) FROM ti_units`,
  );
}
