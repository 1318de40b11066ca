import type { DatabaseService, OrgId, PackId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';

export interface Pin {
  readonly version: string;
  /** Follows the latest version; `version` then is where it last stood. */
  readonly autoUpgrade: boolean;
}

interface PinRow {
  version: string;
  auto_upgrade: boolean | number;
}

export class DatabasePinStore {
  constructor(private readonly database: DatabaseService) {}

  async find(orgId: OrgId, packId: PackId, trx: Knex = this.database.knex): Promise<Pin | null> {
    const row = (await trx('pack_pins')
      .where({ org_id: orgId, pack_id: packId })
      .first('version', 'auto_upgrade')) as PinRow | undefined;
    return row ? { version: row.version, autoUpgrade: Boolean(row.auto_upgrade) } : null;
  }

  async save(
    pin: Pin & { readonly orgId: OrgId; readonly packId: PackId; readonly by: string; readonly at: number },
    trx: Knex.Transaction,
  ): Promise<void> {
    await trx('pack_pins')
      .insert({
        org_id: pin.orgId,
        pack_id: pin.packId,
        version: pin.version,
        auto_upgrade: pin.autoUpgrade,
        updated_by: pin.by,
        updated_at: pin.at,
      })
      .onConflict(['org_id', 'pack_id'])
      .merge();
  }
}
