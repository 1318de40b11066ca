import type { WarehouseConnection, WarehouseService } from '@netcrab/plugin-api/backend';
import { createHash } from 'node:crypto';
import type { IncomingVisit } from '../consumer/readRound';

/** Whose data: a product's, or one of its users'. */
export interface Scope {
  readonly orgId: string;
  readonly productId: string;
  /** See {@link subjectOf}; null for the whole product. */
  readonly subject: string | null;
}

/** A user's data that may not come back. */
export interface Erasure extends Scope {
  readonly requestId: string;
  /** What happened or was received up to here, epoch ms. */
  readonly until: number;
}

/** Tells whether a user hash is meant, without holding it. */
export const subjectOf = (orgId: string, productId: string, userHash: string): string =>
  createHash('sha256').update(`${orgId}\n${productId}\n${userHash}`).digest('hex');

const productOf = ({ orgId, productId }: { readonly orgId: string; readonly productId: string }) =>
  `${orgId}\n${productId}`;

/**
 * Keeps out what was deleted, however late it is sent again: from the log after a crash, from an agent's spool, from a
 * browser that was offline. What happens and is received after the request is new, and taken.
 */
export function createErasures(warehouse: WarehouseService) {
  /** By product; then by subject, null being the whole product. */
  let known: Promise<Map<string, Map<string | null, number>>> | null = null;

  function put(all: Map<string, Map<string | null, number>>, erasure: Scope & { readonly until: number }) {
    const name = productOf(erasure);
    const subjects = all.get(name) ?? new Map<string | null, number>();
    all.set(name, subjects);
    subjects.set(erasure.subject, Math.max(erasure.until, subjects.get(erasure.subject) ?? 0));
  }

  async function load() {
    type Row = { org_id: string; product_id: string; subject: string | null; until: number };
    const all = new Map<string, Map<string | null, number>>();
    for (const row of await warehouse.query<Row>(
      'SELECT org_id, product_id, subject, max(until) AS until FROM telemetry_erasures GROUP BY ALL',
    )) {
      const { subject, until } = row;
      put(all, { orgId: row.org_id, productId: row.product_id, subject, until });
    }
    return all;
  }

  function loaded() {
    if (!known) {
      const loading = load();
      known = loading;
      loading.catch(() => void (known = null));
    }
    return known;
  }

  return {
    /** Adds it to the table, once, within the caller's transaction. Holds from now on, even should that fail. */
    async add(connection: WarehouseConnection, erasure: Erasure): Promise<void> {
      put(await loaded(), erasure);
      await connection.run(
        `INSERT INTO telemetry_erasures SELECT $1, $2, $3, $4::VARCHAR, epoch_ms($5::BIGINT), NULL
         WHERE NOT EXISTS (SELECT 1 FROM telemetry_erasures WHERE request_id = $1)`,
        [erasure.requestId, erasure.orgId, erasure.productId, erasure.subject, BigInt(erasure.until)],
      );
    },
    /** The visits without what was deleted, which is counted as expired. */
    async admit(
      connection: WarehouseConnection,
      visits: readonly IncomingVisit[],
    ): Promise<readonly IncomingVisit[]> {
      const all = await loaded();
      if (all.size === 0) return visits;
      const refused = new Map<string, { id: IncomingVisit['id']; receivedAt: number; count: number }>();
      const admitted = visits.flatMap(visit => {
        const subjects = all.get(productOf(visit.id));
        if (!subjects) return [visit];
        const { orgId, productId, userHash } = visit.id;
        const ofUser = subjects.size > (subjects.has(null) ? 1 : 0);
        const until = Math.max(
          subjects.get(null) ?? -Infinity,
          (ofUser ? subjects.get(subjectOf(orgId, productId, userHash)) : undefined) ?? -Infinity,
        );
        const rows = visit.rows.filter(
          ({ event }) => event.receivedAt > until && event.rawTs + event.shiftMs > until,
        );
        const count = visit.rows.length - rows.length;
        if (count > 0) {
          const name = productOf(visit.id);
          const before = refused.get(name)?.count ?? 0;
          const receivedAt = visit.rows[0]?.event.receivedAt ?? 0;
          refused.set(name, { id: visit.id, receivedAt, count: before + count });
        }
        return rows.length > 0 ? [{ ...visit, rows }] : [];
      });
      for (const { id, receivedAt, count } of refused.values()) {
        await connection.run(
          `INSERT INTO telemetry_processed (org_id, product_id, day, stored, duplicates, expired, late)
           VALUES ($1, $2, epoch_ms($3::BIGINT)::DATE, 0, 0, $4::BIGINT, 0)`,
          [id.orgId, id.productId, BigInt(receivedAt), BigInt(count)],
        );
      }
      return admitted;
    },
  };
}
export type Erasures = ReturnType<typeof createErasures>;
