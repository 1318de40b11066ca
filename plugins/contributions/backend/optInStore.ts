import type { AuditActor, OrgId, PackId, ProductId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { Change, Contribution, OfferedPack } from '../contract';

export interface Switch {
  readonly productId: string;
  readonly packId: string;
  readonly on: boolean;
  /** Epoch ms. */
  readonly changedAt: number;
}

export interface OrgSwitches {
  readonly enabled: boolean;
  /** Epoch ms; null for an organisation that never chose. */
  readonly changedAt: number | null;
  readonly switches: readonly Switch[];
}

export interface HistoryFilter {
  readonly orgId: OrgId;
  readonly productId?: string;
  readonly packId?: string;
}

interface ChangeRow {
  id: string;
  org_id: string;
  product_id: string | null;
  pack_id: string | null;
  enabled: boolean | number;
  changed_at: number;
  actor_kind: AuditActor['kind'];
  actor_id: string;
  actor_name: string;
}

const toChange = (row: ChangeRow): Change => ({
  id: row.id,
  productId: row.product_id,
  packId: row.pack_id,
  on: Boolean(row.enabled),
  at: row.changed_at,
  actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
});

/** The switches of organisations, the packs on offer, and the history of changes. */
export class DatabaseOptInStore {
  constructor(private readonly knex: Knex) {}

  async offered(): Promise<OfferedPack[]> {
    const rows = await this.knex('marketplace_offered_packs').orderBy(['title', 'pack_id']);
    return rows.map(row => ({ packId: row.pack_id, title: row.title, vertical: row.vertical }));
  }

  async replaceOffered(trx: Knex.Transaction, packs: readonly OfferedPack[]): Promise<void> {
    await trx('marketplace_offered_packs').delete();
    const rows = packs.map(({ packId, title, vertical }) => ({ pack_id: packId, title, vertical }));
    if (rows.length > 0) await trx('marketplace_offered_packs').insert(rows);
  }

  async contributors(packId: PackId): Promise<Contribution[]> {
    const rows: Array<{ org_id: OrgId; product_id: ProductId; chosen_at: number; enabled_at: number }> =
      await this.knex('marketplace_optins as choice')
        .join('marketplace_optin_orgs as org', 'org.org_id', 'choice.org_id')
        .where({ 'choice.pack_id': packId, 'choice.enabled': true, 'org.enabled': true })
        .orderBy(['choice.org_id', 'choice.product_id'])
        .select(
          'choice.org_id',
          'choice.product_id',
          'choice.changed_at as chosen_at',
          'org.changed_at as enabled_at',
        );
    return rows.map(row => ({
      orgId: row.org_id,
      productId: row.product_id,
      since: Math.max(row.chosen_at, row.enabled_at),
    }));
  }

  async ofOrg(orgId: OrgId, on: Knex = this.knex): Promise<OrgSwitches> {
    const org = await on('marketplace_optin_orgs').where({ org_id: orgId }).first();
    const rows = await on('marketplace_optins').where({ org_id: orgId }).orderBy(['product_id', 'pack_id']);
    return {
      enabled: Boolean(org?.enabled),
      changedAt: org?.changed_at ?? null,
      switches: rows.map(row => ({
        productId: row.product_id,
        packId: row.pack_id,
        on: Boolean(row.enabled),
        changedAt: row.changed_at,
      })),
    };
  }

  /** Holds the organisation's row until the transaction ends, so that two changes of one organisation wait for each other. */
  async lockOrg(trx: Knex.Transaction, orgId: OrgId, now: number): Promise<void> {
    const row = { org_id: orgId, enabled: false, changed_at: now };
    await trx('marketplace_optin_orgs').insert(row).onConflict('org_id').ignore();
    await trx('marketplace_optin_orgs').where({ org_id: orgId }).update({ org_id: orgId });
  }

  async setOrg(trx: Knex.Transaction, orgId: OrgId, enabled: boolean, now: number): Promise<void> {
    await trx('marketplace_optin_orgs').where({ org_id: orgId }).update({ enabled, changed_at: now });
  }

  async setSwitches(trx: Knex.Transaction, orgId: OrgId, switches: readonly Switch[]): Promise<void> {
    for (const { productId, packId, on, changedAt } of switches) {
      await trx('marketplace_optins')
        .insert({ org_id: orgId, product_id: productId, pack_id: packId, enabled: on, changed_at: changedAt })
        .onConflict(['org_id', 'product_id', 'pack_id'])
        .merge(['enabled', 'changed_at']);
    }
  }

  async addHistory(trx: Knex.Transaction, orgId: OrgId, changes: readonly Change[]): Promise<void> {
    const rows = changes.map(({ id, productId, packId, on, at, actor }): ChangeRow => ({
      id,
      org_id: orgId,
      product_id: productId,
      pack_id: packId,
      enabled: on,
      changed_at: at,
      actor_kind: actor.kind,
      actor_id: actor.id,
      actor_name: actor.name,
    }));
    // SQLite takes a limited number of variables per statement.
    await trx.batchInsert('marketplace_optin_changes', rows, 100);
  }

  async history({ orgId, productId, packId }: HistoryFilter, limit: number, offset: number) {
    const query = this.knex<ChangeRow>('marketplace_optin_changes').where({ org_id: orgId });
    if (productId !== undefined) void query.where({ product_id: productId });
    if (packId !== undefined) void query.where({ pack_id: packId });
    const [counted] = await query.clone().count({ total: '*' });
    const order = [
      { column: 'changed_at', order: 'desc' as const },
      { column: 'id', order: 'desc' as const },
    ];
    const rows: ChangeRow[] = await query.orderBy(order).limit(limit).offset(offset).select('*');
    return { changes: rows.map(toChange), total: Number(counted?.total ?? 0) };
  }
}
