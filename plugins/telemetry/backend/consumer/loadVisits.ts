import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import { fromStored, storedEventColumns, type StoredEvent } from '../facts/rawColumns';
import type { VisitEvent, VisitId } from '../processing/visitEvent';

export interface StoredVisit {
  readonly id: VisitId;
  readonly key: number;
  readonly events: VisitEvent[];
}

/** What the warehouse knows of a visit key. */
export interface KnownVisit {
  readonly revision: number;
  /** The later of its last event and its last receipt, epoch ms. */
  readonly lastAt: number;
}

/** Few visits at a time, so that turning their rows into objects never holds up requests. */
const visitsPerQuery = 64;

/** Which of these keys have sessions already. */
export async function findKnown(
  connection: WarehouseConnection,
  keys: readonly number[],
): Promise<Map<number, KnownVisit>> {
  const rows = await connection.query<{ visit_key: bigint; revision: number; last_at: number }>(
    `SELECT visit_key, max(revision) AS revision, max(greatest(end_ts, received_at)) AS last_at
     FROM fact_sessions WHERE visit_key IN (SELECT unnest($1::BIGINT[])) GROUP BY visit_key`,
    [keys.map(BigInt)],
  );
  return new Map(rows.map(row => [Number(row.visit_key), { revision: row.revision, lastAt: row.last_at }]));
}

/** All stored events of these visit keys, by visit. */
export async function loadVisits(
  connection: WarehouseConnection,
  keys: readonly number[],
): Promise<StoredVisit[]> {
  const visits = new Map<string, StoredVisit>();
  for (let from = 0; from < keys.length; from += visitsPerQuery) {
    const rows = await connection.query<StoredEvent & { visit_key: bigint }>(
      `SELECT ${storedEventColumns}, visit_key FROM events_raw WHERE visit_key IN (SELECT unnest($1::BIGINT[]))`,
      [keys.slice(from, from + visitsPerQuery).map(BigInt)],
    );
    for (const row of rows) {
      const name = `${row.org_id}\n${row.product_id}\n${row.session_id}\n${row.user_hash}`;
      let visit = visits.get(name);
      if (!visit) {
        const id = {
          orgId: row.org_id,
          productId: row.product_id,
          sessionId: row.session_id,
          userHash: row.user_hash,
        };
        visits.set(name, (visit = { id, key: Number(row.visit_key), events: [] }));
      }
      visit.events.push(fromStored(row));
    }
  }
  return [...visits.values()];
}
