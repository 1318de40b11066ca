import type { DatabaseService } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';

export interface IngestKey {
  readonly id: string;
  readonly orgId: string;
  readonly label: string;
  readonly hint: string;
  readonly origins: readonly string[];
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly revokedAt: number | null;
}

interface Row {
  id: string;
  org_id: string;
  label: string;
  hint: string;
  origins: string;
  created_at: number;
  last_used_at: number | null;
  revoked_at: number | null;
}

const fromRow = (row: Row): IngestKey => ({
  id: row.id,
  orgId: row.org_id,
  label: row.label,
  hint: row.hint,
  origins: JSON.parse(row.origins) as string[],
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
  revokedAt: row.revoked_at,
});

export class IngestKeyStore {
  constructor(private readonly database: DatabaseService) {}

  private table(trx?: Knex.Transaction) {
    return (trx ?? this.database.knex)<Row & { lookup: string; created_by: string }>('telemetry_ingest_keys');
  }

  async insert(
    key: IngestKey & { readonly lookup: string; readonly createdBy: string },
    trx: Knex.Transaction,
  ) {
    await this.table(trx).insert({
      id: key.id,
      org_id: key.orgId,
      label: key.label,
      hint: key.hint,
      origins: JSON.stringify(key.origins),
      lookup: key.lookup,
      created_by: key.createdBy,
      created_at: key.createdAt,
      last_used_at: null,
      revoked_at: null,
    });
  }

  async byLookup(lookup: string): Promise<IngestKey | null> {
    const row = await this.table().where({ lookup }).first();
    return row ? fromRow(row) : null;
  }

  /** Newest first, those in use before the revoked. */
  async list(orgId: string): Promise<IngestKey[]> {
    const rows: Row[] = await this.table().where({ org_id: orgId }).select('*').orderBy('created_at', 'desc');
    return rows.map(fromRow).sort((a, b) => Number(a.revokedAt !== null) - Number(b.revokedAt !== null));
  }

  async find(orgId: string, id: string, trx: Knex.Transaction): Promise<IngestKey | null> {
    const row = await this.table(trx).where({ org_id: orgId, id }).first();
    return row ? fromRow(row) : null;
  }

  async revoke(id: string, at: number, trx: Knex.Transaction): Promise<void> {
    await this.table(trx).where({ id }).whereNull('revoked_at').update({ revoked_at: at });
  }

  async touch(id: string, at: number): Promise<void> {
    await this.table().where({ id }).update({ last_used_at: at });
  }
}
