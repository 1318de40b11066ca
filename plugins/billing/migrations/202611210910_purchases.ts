import type { Migration } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';

interface OldSubscription {
  id: string;
  tier: string;
  all_packs: boolean | number;
  starts_at: number;
}
interface OldPack {
  subscription_id: string;
  pack_id: string;
}

const terms = 'buyer_subscription_terms';

/** Tier and packs become terms with a date, so that a change can be known before it counts, and after. */
async function moveTerms(knex: Knex): Promise<void> {
  const subscriptions: OldSubscription[] = await knex('buyer_subscriptions').select();
  const packs: OldPack[] = await knex('buyer_subscription_packs').orderBy('pack_id').select();
  for (const one of subscriptions) {
    const named = packs.filter(pack => pack.subscription_id === one.id).map(pack => pack.pack_id);
    await knex(terms).insert({
      subscription_id: one.id,
      from_at: one.starts_at,
      tier: one.tier,
      pack_ids: one.all_packs ? null : JSON.stringify(named),
    });
  }
}

/** The newest terms are what the older program can know. */
async function moveTermsBack(knex: Knex): Promise<void> {
  const rows: Array<{ subscription_id: string; tier: string; pack_ids: string | null }> = await knex(terms)
    .orderBy('from_at')
    .select();
  for (const { subscription_id, tier, pack_ids } of rows) {
    await knex('buyer_subscriptions')
      .where({ id: subscription_id })
      .update({ tier, all_packs: pack_ids === null });
    await knex('buyer_subscription_packs').where({ subscription_id }).delete();
    const named = JSON.parse(pack_ids ?? '[]') as string[];
    if (named.length > 0)
      await knex('buyer_subscription_packs').insert(named.map(pack_id => ({ subscription_id, pack_id })));
  }
}

const added = [
  'stripe_mode varchar(8)',
  'stripe_subscription_id varchar(100)',
  'stripe_item_id varchar(100)',
  'order_id varchar(64)',
  'currency varchar(3)',
  'price_minor bigint',
  'period_end bigint',
  'cancel_at_period_end boolean',
  'grace_ends_at bigint',
];

/** What is bought, by whom and for how much. Times are epoch ms, amounts minor units. */
export const purchases: Migration = {
  name: '202611210910_purchases',

  async up(knex) {
    await knex.schema.createTable(terms, table => {
      table
        .string('subscription_id', 64)
        .notNullable()
        .references('id')
        .inTable('buyer_subscriptions')
        .onDelete('CASCADE');
      table.bigInteger('from_at').notNullable();
      table.string('tier', 16).notNullable();
      // A JSON array; null: every pack, now and later.
      table.text('pack_ids');
      table.primary(['subscription_id', 'from_at']);
    });
    await moveTerms(knex);
    await knex.schema.dropTable('buyer_subscription_packs');
    for (const column of ['tier', 'all_packs'])
      await knex.raw(`alter table buyer_subscriptions drop column ${column}`);
    for (const column of added) await knex.raw(`alter table buyer_subscriptions add column ${column}`);
    await knex.raw(
      'create unique index buyer_subscriptions_stripe on buyer_subscriptions (stripe_subscription_id)',
    );

    await knex.schema.createTable('org_billing_profiles', table => {
      table.string('org_id', 64).notNullable();
      // Sandbox, test and live accounts of Stripe know different customers.
      table.string('stripe_mode', 8).notNullable();
      table.string('stripe_customer_id', 100).unique();
      table.string('stripe_connect_id', 100).unique();
      // Sealed by the portal's root key.
      table.text('billing_email');
      table.string('country', 2);
      table.bigInteger('created_at').notNullable();
      table.bigInteger('updated_at').notNullable();
      table.primary(['org_id', 'stripe_mode']);
    });

    await knex.schema.createTable('billing_prices', table => {
      table.string('id', 64).primary();
      table.string('stripe_mode', 8).notNullable();
      table.string('tier', 16).notNullable();
      // Empty: for any packs, as Pro's.
      table.string('pack_id', 120).notNullable();
      table.string('currency', 3).notNullable();
      table.bigInteger('amount').notNullable();
      table.string('stripe_product_id', 100).notNullable();
      table.string('stripe_price_id', 100).notNullable().unique();
      table.bigInteger('created_at').notNullable();
      table.unique(['stripe_mode', 'tier', 'pack_id', 'currency', 'amount']);
    });

    await knex.schema.createTable('billing_orders', table => {
      table.string('id', 64).primary();
      table.string('stripe_mode', 8).notNullable();
      table.string('org_id', 64).notNullable();
      table.string('user_id', 64).notNullable();
      table.string('kind', 16).notNullable();
      table.string('state', 16).notNullable();
      table.text('message');
      table.text('title').notNullable();
      table.string('tier', 16);
      table.text('pack_ids').notNullable();
      table.string('currency', 3).notNullable();
      table.bigInteger('amount').notNullable();
      // Of a purchase that another plugin asked for.
      table.string('purchase_id', 200).unique();
      table.text('reference').notNullable();
      table.text('return_path').notNullable();
      table.string('terms_sha256', 64);
      table.bigInteger('terms_accepted_at');
      table.string('stripe_session_id', 100).unique();
      table.text('checkout_url');
      table.string('stripe_subscription_id', 100);
      table.bigInteger('canceled_at');
      table.bigInteger('checked_at');
      table.bigInteger('expires_at');
      table.bigInteger('created_at').notNullable();
      table.bigInteger('updated_at').notNullable();
      table.index(['org_id', 'created_at']);
      table.index(['state', 'checked_at']);
    });

    await knex.schema.createTable('billing_tier_changes', table => {
      table.string('id', 64).primary();
      table
        .string('subscription_id', 64)
        .notNullable()
        .references('id')
        .inTable('buyer_subscriptions')
        .onDelete('CASCADE');
      table.string('tier', 16).notNullable();
      table.text('pack_ids').notNullable();
      table.string('stripe_price_id', 100).notNullable();
      table.bigInteger('effective_at').notNullable();
      table.bigInteger('applied_at');
      table.string('requested_by', 64).notNullable();
      table.bigInteger('created_at').notNullable();
      table.index(['subscription_id']);
    });
  },

  async down(knex) {
    for (const table of ['billing_tier_changes', 'billing_orders', 'billing_prices', 'org_billing_profiles'])
      await knex.schema.dropTable(table);
    await knex.raw('drop index buyer_subscriptions_stripe');
    for (const column of added)
      await knex.raw(`alter table buyer_subscriptions drop column ${column.split(' ')[0]}`);
    await knex.raw(`alter table buyer_subscriptions add column tier varchar(16) not null default 'standard'`);
    await knex.raw('alter table buyer_subscriptions add column all_packs boolean not null default false');
    await knex.schema.createTable('buyer_subscription_packs', table => {
      table
        .string('subscription_id', 64)
        .notNullable()
        .references('id')
        .inTable('buyer_subscriptions')
        .onDelete('CASCADE');
      table.string('pack_id', 120).notNullable();
      table.primary(['subscription_id', 'pack_id']);
    });
    await moveTermsBack(knex);
    await knex.schema.dropTable(terms);
  },
};
