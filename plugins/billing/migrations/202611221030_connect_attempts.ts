import type { Migration } from '@netcrab/plugin-api/backend';

/** How many payout accounts an organisation had and took away: the next one is made by another key. */
export const connectAttempts: Migration = {
  name: '202611221030_connect_attempts',

  async up(knex) {
    await knex.raw('alter table org_billing_profiles add column former_accounts integer not null default 0');
  },

  async down(knex) {
    await knex.raw('alter table org_billing_profiles drop column former_accounts');
  },
};
