import type { Migration } from '@netcrab/plugin-api/backend';

/** Sellers' accounts at Stripe and what is paid to them. Months are `2026-11`, amounts minor units, times epoch ms. */
export const payouts: Migration = {
  name: '202611211010_payouts',

  async up(knex) {
    // Whose account it is stands in org_billing_profiles; here is what Stripe last said of it.
    await knex.schema.createTable('billing_payout_accounts', table => {
      table.string('id', 100).primary();
      table.string('state', 16).notNullable();
      table.text('missing').notNullable();
      table.bigInteger('due_by');
      table.string('country', 2);
      table.string('currency', 3);
      table.text('bank_problem');
      table.bigInteger('updated_at').notNullable();
    });
    await knex.schema.createTable('payout_runs', table => {
      table.string('id', 64).primary();
      table.string('month', 7).notNullable();
      table.string('state', 20).notNullable();
      table.string('plan_hash', 64).notNullable();
      table.string('requested_by', 120).notNullable();
      table.string('decided_by', 120);
      table.text('reason').notNullable();
      table.bigInteger('created_at').notNullable();
      table.bigInteger('finished_at');
      table.index(['created_at']);
      table.index(['state']);
    });
    await knex.schema.createTable('marketplace_org_payouts', table => {
      table.string('id', 64).primary();
      table.string('run_id', 64).notNullable().references('id').inTable('payout_runs');
      table.string('org_id', 64).notNullable();
      table.string('month', 7).notNullable();
      table.string('currency', 3).notNullable();
      table.bigInteger('amount').notNullable();
      table.string('state', 16).notNullable();
      table.string('reason', 24);
      table.text('message');
      table.string('account_id', 100);
      table.string('transfer_group', 200).notNullable();
      table.string('transfer_id', 100).unique();
      table.bigInteger('created_at').notNullable();
      table.bigInteger('updated_at').notNullable();
      table.bigInteger('paid_at');
      // Of what was paid, taken back by Stripe since.
      table.bigInteger('reversed').notNullable().defaultTo(0);
      table.unique(['org_id', 'month', 'currency']);
      table.index(['state']);
      table.index(['month']);
      table.index(['run_id']);
    });
    await knex.schema.createTable('payout_attempts', table => {
      table.string('payout_id', 64).notNullable().references('id').inTable('marketplace_org_payouts');
      table.integer('number').notNullable();
      table.string('state', 16).notNullable();
      table.bigInteger('amount').notNullable();
      table.string('account_id', 100).notNullable();
      table.text('error');
      table.bigInteger('started_at').notNullable();
      table.bigInteger('finished_at');
      table.primary(['payout_id', 'number']);
    });
  },

  async down(knex) {
    for (const table of [
      'payout_attempts',
      'marketplace_org_payouts',
      'payout_runs',
      'billing_payout_accounts',
    ])
      await knex.schema.dropTable(table);
  },
};
