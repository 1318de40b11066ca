import type { Migration } from '@netcrab/plugin-api/backend';

/** Money received and what became of it. Times are epoch ms, amounts minor units. */
export const payments: Migration = {
  name: '202611210920_payments',

  async up(knex) {
    await knex.schema.createTable('billing_payments', table => {
      // Stripe's charge.
      table.string('id', 100).primary();
      table.string('stripe_mode', 8).notNullable();
      table.string('org_id', 64).notNullable();
      table.string('order_id', 64);
      table.string('subscription_id', 64);
      table.string('stripe_invoice_id', 100).index();
      table.string('currency', 3).notNullable();
      table.bigInteger('gross').notNullable();
      table.bigInteger('tax').notNullable();
      // Succeeded refunds and lost disputes so far; never more than the gross.
      table.bigInteger('returned').notNullable();
      table.bigInteger('refunded').notNullable();
      table.bigInteger('disputed').notNullable();
      table.bigInteger('paid_at').notNullable();
      table.bigInteger('created_at').notNullable();
      table.bigInteger('updated_at').notNullable();
      table.index(['org_id', 'paid_at']);
      table.index(['paid_at']);
    });
    await knex.schema.createTable('billing_payment_portions', table => {
      table.string('payment_id', 100).notNullable().references('id').inTable('billing_payments');
      table.string('pack_id', 120).notNullable();
      table.string('month', 7).notNullable();
      table.bigInteger('amount').notNullable();
      table.primary(['payment_id', 'pack_id', 'month']);
      table.index(['pack_id', 'month']);
    });
    await knex.schema.createTable('billing_refunds', table => {
      table.string('id', 100).primary();
      table.string('payment_id', 100).notNullable().references('id').inTable('billing_payments').index();
      table.bigInteger('amount').notNullable();
      // As it was last posted: `succeeded`, `failed`.
      table.string('state', 16).notNullable();
      table.bigInteger('refunded_at').notNullable();
      table.bigInteger('updated_at').notNullable();
    });
    await knex.schema.createTable('billing_disputes', table => {
      table.string('id', 100).primary();
      table.string('payment_id', 100).notNullable().references('id').inTable('billing_payments').index();
      table.bigInteger('amount').notNullable();
      table.string('status', 40).notNullable();
      table.string('reason', 60).notNullable();
      // As it was last posted: `none`, `held`, `returned`, `lost`.
      table.string('posted', 16).notNullable();
      table.bigInteger('opened_at').notNullable().index();
      table.bigInteger('updated_at').notNullable();
    });
  },

  async down(knex) {
    for (const table of [
      'billing_disputes',
      'billing_refunds',
      'billing_payment_portions',
      'billing_payments',
    ])
      await knex.schema.dropTable(table);
  },
};
