import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import { releasesTable } from '../aggregation/compileUnits';
import { labelReleases } from '../aggregation/releaseLabels';

/** Fills `pb_releases`: which release each product's version comes after or before, in these days. */
export async function stageReleases(
  connection: WarehouseConnection,
  days: { readonly from: string; readonly to: string },
  minOrgs: number,
): Promise<void> {
  const seen = await connection.query<{
    org_id: string;
    product_id: string;
    version_tag: string;
    runs: number | bigint;
  }>(
    `SELECT r.org_id, r.product_id, r.version_tag, count(*) AS runs
     FROM fact_task_runs r JOIN pb_contributors c ON c.org_id = r.org_id AND c.product_id = r.product_id
     WHERE r.start >= CAST($1 AS TIMESTAMP) AND r.start < CAST($2 AS TIMESTAMP) AND r.version_tag IS NOT NULL
     GROUP BY ALL ORDER BY ALL`,
    [days.from, days.to],
  );
  const sides = labelReleases(
    seen.map(row => ({
      orgId: row.org_id,
      productId: row.product_id,
      version: row.version_tag,
      runs: Number(row.runs),
    })),
    minOrgs,
  );
  await connection.run(releasesTable);
  await connection.append('pb_releases', [
    { type: 'VARCHAR', values: sides.map(side => side.orgId) },
    { type: 'VARCHAR', values: sides.map(side => side.productId) },
    { type: 'VARCHAR', values: sides.map(side => side.version) },
    { type: 'VARCHAR', values: sides.map(side => side.detail) },
  ]);
}
