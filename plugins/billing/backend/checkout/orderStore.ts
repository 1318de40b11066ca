import type { DatabaseService, OrgId, PackId, UserId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { BuyableTier, OrderState, StripeMode } from '../../contract';

/** An order: what somebody set out to buy, at which price, and what came of it. Times in epoch ms. */
export interface Order {
  readonly id: string;
  readonly mode: StripeMode;
  readonly orgId: OrgId;
  readonly userId: UserId;
  readonly kind: 'subscription' | 'purchase';
  readonly state: OrderState;
  readonly message: string | null;
  readonly title: string;
  /** null for a one-time purchase. */
  readonly tier: BuyableTier | null;
  readonly packIds: readonly PackId[];
  readonly currency: string;
  /** Minor units; a month's for a subscription. */
  readonly amount: bigint;
  /** Of a one-time purchase, by whoever sells. */
  readonly purchaseId: string | null;
  readonly reference: Readonly<Record<string, string>>;
  readonly returnPath: string;
  readonly termsSha256: string | null;
  readonly termsAcceptedAt: number | null;
  readonly sessionId: string | null;
  readonly checkoutUrl: string | null;
  readonly stripeSubscriptionId: string | null;
  /** When the buyer gave it up. */
  readonly canceledAt: number | null;
  /** When Stripe was last asked about it. */
  readonly checkedAt: number | null;
  readonly expiresAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Of an order that was just begun; what is yet to come of it is empty. @param now epoch ms */
export const newOrder = (
  begun: Pick<
    Order,
    'amount' | 'currency' | 'id' | 'kind' | 'mode' | 'orgId' | 'packIds' | 'tier' | 'title' | 'userId'
  > &
    Partial<Pick<Order, 'purchaseId' | 'reference' | 'returnPath' | 'termsAcceptedAt' | 'termsSha256'>>,
  now: number,
): Order => ({
  purchaseId: null,
  reference: {},
  returnPath: '',
  termsSha256: null,
  termsAcceptedAt: null,
  ...begun,
  state: 'pending',
  message: null,
  sessionId: null,
  checkoutUrl: null,
  stripeSubscriptionId: null,
  canceledAt: null,
  checkedAt: null,
  expiresAt: null,
  createdAt: now,
  updatedAt: now,
});

interface Row {
  id: string;
  stripe_mode: StripeMode;
  org_id: OrgId;
  user_id: UserId;
  kind: Order['kind'];
  state: OrderState;
  message: string | null;
  title: string;
  tier: BuyableTier | null;
  pack_ids: string;
  currency: string;
  amount: number;
  purchase_id: string | null;
  reference: string;
  return_path: string;
  terms_sha256: string | null;
  terms_accepted_at: number | null;
  stripe_session_id: string | null;
  checkout_url: string | null;
  stripe_subscription_id: string | null;
  canceled_at: number | null;
  checked_at: number | null;
  expires_at: number | null;
  created_at: number;
  updated_at: number;
}

const toRow = (order: Order): Row => ({
  id: order.id,
  stripe_mode: order.mode,
  org_id: order.orgId,
  user_id: order.userId,
  kind: order.kind,
  state: order.state,
  message: order.message,
  title: order.title,
  tier: order.tier,
  pack_ids: JSON.stringify(order.packIds),
  currency: order.currency,
  amount: Number(order.amount),
  purchase_id: order.purchaseId,
  reference: JSON.stringify(order.reference),
  return_path: order.returnPath,
  terms_sha256: order.termsSha256,
  terms_accepted_at: order.termsAcceptedAt,
  stripe_session_id: order.sessionId,
  checkout_url: order.checkoutUrl,
  stripe_subscription_id: order.stripeSubscriptionId,
  canceled_at: order.canceledAt,
  checked_at: order.checkedAt,
  expires_at: order.expiresAt,
  created_at: order.createdAt,
  updated_at: order.updatedAt,
});

const toOrder = (row: Row): Order => ({
  id: row.id,
  mode: row.stripe_mode,
  orgId: row.org_id,
  userId: row.user_id,
  kind: row.kind,
  state: row.state,
  message: row.message,
  title: row.title,
  tier: row.tier,
  packIds: JSON.parse(row.pack_ids) as PackId[],
  currency: row.currency,
  amount: BigInt(row.amount),
  purchaseId: row.purchase_id,
  reference: JSON.parse(row.reference) as Record<string, string>,
  returnPath: row.return_path,
  termsSha256: row.terms_sha256,
  termsAcceptedAt: row.terms_accepted_at,
  sessionId: row.stripe_session_id,
  checkoutUrl: row.checkout_url,
  stripeSubscriptionId: row.stripe_subscription_id,
  canceledAt: row.canceled_at,
  checkedAt: row.checked_at,
  expiresAt: row.expires_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const table = 'billing_orders';

/** `billing_orders` */
export class DatabaseOrderStore {
  constructor(private readonly database: Pick<DatabaseService, 'knex'>) {}

  async find(id: string): Promise<Order | null> {
    return this.first({ id });
  }

  findByPurchase(purchaseId: string): Promise<Order | null> {
    return this.first({ purchase_id: purchaseId });
  }

  findBySession(sessionId: string): Promise<Order | null> {
    return this.first({ stripe_session_id: sessionId });
  }

  /** Newest first. */
  async ofOrg(orgId: OrgId, limit: number, offset: number): Promise<{ found: Order[]; total: number }> {
    const own = () => this.database.knex<Row>(table).where({ org_id: orgId });
    const rows = await own().orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).offset(offset);
    const counted = await own().count({ total: '*' }).first<{ total: number }>();
    return { found: rows.map(toOrder), total: Number(counted.total) };
  }

  /** Newest first. */
  async pendingOf(orgId: OrgId, mode: StripeMode, knex: Knex = this.database.knex): Promise<Order[]> {
    const rows = await knex<Row>(table)
      .where({ org_id: orgId, stripe_mode: mode, state: 'pending' })
      .orderBy('created_at', 'desc');
    return rows.map(toOrder);
  }

  /** Pending ones that Stripe was not asked about since; those asked longest ago first. */
  async unchecked(mode: StripeMode, before: number, limit: number): Promise<Order[]> {
    const rows = await this.database
      .knex<Row>(table)
      .where({ stripe_mode: mode, state: 'pending' })
      .where('created_at', '<', before)
      .where(never => never.whereNull('checked_at').orWhere('checked_at', '<', before))
      .orderBy('checked_at')
      .limit(limit);
    return rows.map(toOrder);
  }

  /** Ends those whose checkout was never opened, because the portal stopped in between: nobody can pay them. */
  async expireUnopened(mode: StripeMode, before: number, now: number): Promise<void> {
    await this.database
      .knex<Row>(table)
      .where({ stripe_mode: mode, state: 'pending', stripe_session_id: null })
      .where('created_at', '<', before)
      .update({
        state: 'expired',
        message: 'The checkout was never opened. Nothing was charged.',
        updated_at: now,
      });
  }

  /** Locked until the transaction ends. */
  async findForUpdate(trx: Knex.Transaction, id: string): Promise<Order | null> {
    const row = await trx<Row>(table).where({ id }).forUpdate().first();
    return row ? toOrder(row) : null;
  }

  async insert(trx: Knex.Transaction, order: Order): Promise<void> {
    await trx<Row>(table).insert(toRow(order));
  }

  async update(trx: Knex.Transaction, order: Order): Promise<void> {
    await trx<Row>(table).where({ id: order.id }).update(toRow(order));
  }

  private async first(where: Partial<Row>): Promise<Order | null> {
    const row = await this.database.knex<Row>(table).where(where).first();
    return row ? toOrder(row) : null;
  }
}
