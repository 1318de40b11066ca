import type { WarehouseConnection } from '@netcrab/plugin-api/backend';

/** Everything the facts say but how often they were computed, in one text. */
export async function factsDigest(warehouse: WarehouseConnection): Promise<string> {
  const tables = {
    events: 'SELECT count(*)::INTEGER AS n, count(DISTINCT event_id)::INTEGER AS ids FROM events_raw',
    sessions: 'SELECT * EXCLUDE (revision, received_at) FROM fact_sessions',
    runs: 'SELECT * FROM fact_task_runs',
    incidents: 'SELECT * FROM fact_incidents',
    visits: 'SELECT * FROM fact_screen_visits',
    hotspots: 'SELECT * FROM fact_screen_hotspots',
    flows: 'SELECT * FROM flow_archetypes',
    tasks: 'SELECT * FROM dim_task_types',
    days: 'SELECT DISTINCT org_id, product_id, day FROM fact_changes',
  };
  const parts: string[] = [];
  for (const [name, sql] of Object.entries(tables)) {
    const [row] = await warehouse.query<{ n: bigint; text: string }>(
      `SELECT count(*) AS n, md5(coalesce(string_agg(t::VARCHAR, '|' ORDER BY t::VARCHAR), '')) AS text FROM (${sql}) t`,
    );
    parts.push(`${name}:${row?.n}:${row?.text}`);
  }
  return parts.join(' ');
}
