import type { Clock, DatabaseService, OrgId, SecretsService } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type Stripe from 'stripe';
import type { StripeMode } from '../../contract';
import { contentKey } from '../stripe/idempotency';

export interface BillingProfile {
  readonly customerId: string | null;
  readonly billingEmail: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
}

interface Row {
  org_id: OrgId;
  stripe_mode: StripeMode;
  stripe_customer_id: string | null;
  billing_email: string | null;
  country: string | null;
  created_at: number;
  updated_at: number;
}

const table = 'org_billing_profiles';
const emailPurpose = 'billing:email';
const nobody: BillingProfile = { customerId: null, billingEmail: null, country: null };

/** Has whoever decides what the same org buys wait until the transaction ends, on every instance. */
export async function holdBuyer(
  trx: Knex.Transaction,
  orgId: OrgId,
  mode: StripeMode,
  now: number,
): Promise<void> {
  await trx<Row>(table)
    .insert({ org_id: orgId, stripe_mode: mode, created_at: now, updated_at: now })
    .onConflict(['org_id', 'stripe_mode'])
    .merge({ updated_at: now });
}

export interface BillingProfiles {
  get(orgId: OrgId): Promise<BillingProfile>;
  /** Sets what is given; a customer that is set already stays. */
  set(orgId: OrgId, change: Partial<BillingProfile>): Promise<BillingProfile>;
  /** The org as Stripe's customer, made when it first buys. */
  ensureCustomer(stripe: Stripe, org: { id: OrgId; name: string }, email: string): Promise<string>;
}

export interface BillingProfilesOptions {
  readonly database: DatabaseService;
  readonly secrets: SecretsService;
  readonly clock: Clock;
  readonly mode: StripeMode;
}

/** `org_billing_profiles` of one Stripe account. The billing e-mail is sealed: the database alone does not tell it. */
export function createBillingProfiles({
  database,
  secrets,
  clock,
  mode,
}: BillingProfilesOptions): BillingProfiles {
  const { knex } = database;
  const rowOf = (orgId: OrgId) => knex<Row>(table).where({ org_id: orgId, stripe_mode: mode }).first();
  const toProfile = (row: Row): BillingProfile => ({
    customerId: row.stripe_customer_id,
    billingEmail: row.billing_email && secrets.decrypt(emailPurpose, row.billing_email),
    country: row.country,
  });

  async function get(orgId: OrgId): Promise<BillingProfile> {
    const row = await rowOf(orgId);
    return row ? toProfile(row) : nobody;
  }

  async function set(orgId: OrgId, change: Partial<BillingProfile>): Promise<BillingProfile> {
    const now = clock.now();
    const { customerId, billingEmail, country } = change;
    await database.transaction(async trx => {
      await trx<Row>(table)
        .insert({ org_id: orgId, stripe_mode: mode, created_at: now, updated_at: now })
        .onConflict(['org_id', 'stripe_mode'])
        .ignore();
      const row = { org_id: orgId, stripe_mode: mode };
      if (customerId)
        await trx<Row>(table)
          .where(row)
          .whereNull('stripe_customer_id')
          .update({ stripe_customer_id: customerId });
      await trx<Row>(table)
        .where(row)
        .update({
          updated_at: now,
          ...(billingEmail !== undefined && {
            billing_email: billingEmail && secrets.encrypt(emailPurpose, billingEmail),
          }),
          ...(country !== undefined && { country }),
        });
    });
    return get(orgId);
  }

  return {
    get,
    set,
    async ensureCustomer(stripe, org, email) {
      const known = await get(org.id);
      if (known.customerId) return known.customerId;
      const billingEmail = known.billingEmail ?? email;
      const params = { name: org.name, email: billingEmail, metadata: { netcrab_org: org.id } };
      const { id } = await stripe.customers.create(params, {
        idempotencyKey: contentKey(`customer:${mode}:${org.id}`, params),
      });
      const { customerId } = await set(org.id, { customerId: id, billingEmail });
      return customerId ?? id;
    },
  };
}
