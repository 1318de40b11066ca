import type { Clock, Job, WarehouseService } from '@netcrab/plugin-api/backend';

/** Removes old raw events; sums up what processing counted and keeps the newest change of each day. */
export const retentionJob = (warehouse: WarehouseService, clock: Clock, rawRetentionDays: number): Job => ({
  id: 'retention',
  title: 'Remove raw events past their retention',
  cron: '40 3 * * *',
  async run() {
    const before = clock.now() - rawRetentionDays * 86_400_000;
    await warehouse.run('DELETE FROM events_raw WHERE received_at < make_timestamp($1::BIGINT * 1000)', [
      BigInt(before),
    ]);
    await warehouse.transaction(async connection => {
      await connection.run(
        `CREATE TEMP TABLE summed AS SELECT org_id, product_id, day, sum(stored)::BIGINT, sum(duplicates)::BIGINT,
           sum(expired)::BIGINT, sum(late)::BIGINT FROM telemetry_processed GROUP BY org_id, product_id, day`,
      );
      await connection.run('DELETE FROM telemetry_processed');
      await connection.run('INSERT INTO telemetry_processed SELECT * FROM summed');
      await connection.run(
        `DELETE FROM fact_changes c WHERE EXISTS (SELECT 1 FROM fact_changes n
           WHERE n.org_id = c.org_id AND n.product_id = c.product_id AND n.day = c.day AND n.seq > c.seq)`,
      );
    });
    return { rawEventsBefore: new Date(before).toISOString() };
  },
});
