import {
  asId,
  type Clock,
  type DatabaseService,
  type OrgId,
  type ProductId,
} from '@netcrab/plugin-api/backend';
import type { Product, Vertical } from '../../contract';

interface Row {
  org_id: string;
  product_id: string;
  name: string;
  vertical: string;
  created_at: number;
}

const fromRow = (row: Row): Product => ({
  orgId: asId<OrgId>(row.org_id),
  productId: asId<ProductId>(row.product_id),
  name: row.name,
  vertical: row.vertical as Vertical,
});

export interface ProductFields {
  readonly orgId: string;
  readonly productId: string;
  readonly name: string;
  readonly vertical: Vertical;
}

export class ProductStore {
  constructor(
    private readonly database: DatabaseService,
    private readonly clock: Clock,
  ) {}

  private get table() {
    return this.database.knex<Row>('telemetry_products');
  }

  private row({ orgId, productId, name, vertical }: ProductFields): Row {
    return { org_id: orgId, product_id: productId, name, vertical, created_at: this.clock.now() };
  }

  async list(orgId?: string): Promise<Product[]> {
    const query = this.table.select('*').orderBy(['org_id', 'name', 'product_id']);
    return ((await (orgId === undefined ? query : query.where({ org_id: orgId }))) as Row[]).map(fromRow);
  }

  async find(orgId: string, productId: string): Promise<Product | null> {
    const row = await this.table.where({ org_id: orgId, product_id: productId }).first();
    return row ? fromRow(row) : null;
  }

  /** @returns false when the org has a product of this id already. */
  async insert(product: ProductFields): Promise<boolean> {
    try {
      await this.table.insert(this.row(product));
      return true;
    } catch (error) {
      if (this.database.isUniqueViolation(error)) return false;
      throw error;
    }
  }

  async ensure(product: ProductFields): Promise<void> {
    await this.table
      .insert(this.row(product))
      .onConflict(['org_id', 'product_id'])
      .merge(['name', 'vertical']);
  }
}
