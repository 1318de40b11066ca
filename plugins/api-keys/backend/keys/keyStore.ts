import type { DatabaseService, OrgId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { KeyScope } from '../../contract';
import type { KeyMode } from './keyFormat';

/** A stored key. Times in epoch ms. */
export interface StoredKey {
  readonly id: string;
  readonly orgId: OrgId;
  readonly label: string;
  readonly mode: KeyMode;
  readonly prefix: string;
  readonly lastFour: string;
  /** bcrypt. */
  readonly hash: string;
  /** Hex HMAC-SHA256. */
  readonly lookup: string;
  readonly scopes: readonly KeyScope[];
  readonly allowedCidrs: readonly string[];
  readonly createdBy: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
  readonly revokedAt: number | null;
  readonly replacedBy: string | null;
}

interface Row {
  id: string;
  org_id: OrgId;
  label: string;
  mode: KeyMode;
  prefix: string;
  last_four: string;
  hash: string;
  lookup: string;
  scopes: string;
  allowed_cidrs: string;
  created_by: string;
  created_at: number;
  expires_at: number | null;
  last_used_at: number | null;
  revoked_at: number | null;
  replaced_by: string | null;
}

const toKey = (row: Row): StoredKey => ({
  id: row.id,
  orgId: row.org_id,
  label: row.label,
  mode: row.mode,
  prefix: row.prefix,
  lastFour: row.last_four,
  hash: row.hash,
  lookup: row.lookup,
  scopes: JSON.parse(row.scopes),
  allowedCidrs: JSON.parse(row.allowed_cidrs),
  createdBy: row.created_by,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  lastUsedAt: row.last_used_at,
  revokedAt: row.revoked_at,
  replacedBy: row.replaced_by,
});

const toRow = (key: StoredKey): Row => ({
  id: key.id,
  org_id: key.orgId,
  label: key.label,
  mode: key.mode,
  prefix: key.prefix,
  last_four: key.lastFour,
  hash: key.hash,
  lookup: key.lookup,
  scopes: JSON.stringify(key.scopes),
  allowed_cidrs: JSON.stringify(key.allowedCidrs),
  created_by: key.createdBy,
  created_at: key.createdAt,
  expires_at: key.expiresAt,
  last_used_at: key.lastUsedAt,
  revoked_at: key.revokedAt,
  replaced_by: key.replacedBy,
});

const table = 'buyer_api_keys';
const changes = 'buyer_api_key_changes';

const active = (trx: Knex.Transaction, orgId: OrgId, now: number) =>
  trx<Row>(table)
    .where({ org_id: orgId, revoked_at: null })
    .andWhere(either => either.whereNull('expires_at').orWhere('expires_at', '>', now));

/** `buyer_api_keys` and the generation that changes to it raise. */
export class DatabaseKeyStore {
  constructor(private readonly database: Pick<DatabaseService, 'knex' | 'dialect'>) {}

  /**
   * Lets one change of an org's set of keys happen at a time, until the transaction ends. SQLite has one connection, so
   * its transactions take turns anyway.
   */
  async lockOrg(trx: Knex.Transaction, orgId: OrgId): Promise<void> {
    if (this.database.dialect === 'pg')
      await trx.raw('select pg_advisory_xact_lock(hashtext(?))', [`netcrab.api-keys.${orgId}`]);
  }

  async insert(trx: Knex.Transaction, key: StoredKey): Promise<void> {
    await trx<Row>(table).insert(toRow(key));
  }

  /** Keys that are neither revoked nor expired. */
  async countActive(trx: Knex.Transaction, orgId: OrgId, now: number): Promise<number> {
    const row = await active(trx, orgId, now).count({ keys: '*' }).first<{ keys: number }>();
    return Number(row.keys);
  }

  async listActive(trx: Knex.Transaction, orgId: OrgId, now: number): Promise<StoredKey[]> {
    const rows: Row[] = await active(trx, orgId, now).orderBy('id').select('*');
    return rows.map(toKey);
  }

  async list(orgId: OrgId): Promise<StoredKey[]> {
    const rows = await this.database
      .knex<Row>(table)
      .where({ org_id: orgId })
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc');
    return rows.map(toKey);
  }

  /** The key of this org, locked until the transaction ends. */
  async findForUpdate(trx: Knex.Transaction, orgId: OrgId, id: string): Promise<StoredKey | null> {
    const row = await trx<Row>(table).where({ org_id: orgId, id }).forUpdate().first();
    return row ? toKey(row) : null;
  }

  async findByLookups(lookups: readonly string[]): Promise<Map<string, StoredKey>> {
    const rows = await this.database.knex<Row>(table).whereIn('lookup', [...lookups]);
    return new Map(rows.map(row => [row.lookup, toKey(row)]));
  }

  /** Changes what verification depends on, and raises the generation with it. */
  async restrict(
    trx: Knex.Transaction,
    id: string,
    change: { readonly revokedAt: number } | { readonly expiresAt: number; readonly replacedBy: string },
  ): Promise<void> {
    await trx(table)
      .where({ id })
      .update(
        'revokedAt' in change
          ? { revoked_at: change.revokedAt }
          : { expires_at: change.expiresAt, replaced_by: change.replacedBy },
      );
    await trx(changes).where({ id: 1 }).increment('generation', 1);
  }

  async generation(): Promise<number> {
    const row = await this.database
      .knex(changes)
      .where({ id: 1 })
      .first<{ generation: number }>('generation');
    return row.generation;
  }

  async markUsed(used: ReadonlyMap<string, number>): Promise<void> {
    await this.database.knex.transaction(async trx => {
      // In one order on every instance, so that two of them cannot wait for each other.
      for (const [id, at] of [...used].sort(([a], [b]) => (a < b ? -1 : 1))) {
        await trx(table)
          .where({ id })
          .andWhere(older => older.whereNull('last_used_at').orWhere('last_used_at', '<', at))
          .update({ last_used_at: at });
      }
    });
  }
}
