import type { Migration } from '@netcrab/plugin-api/backend';

/** Upgrades that wait for their payment. */
export const pendingUpgrades: Migration = {
  name: '202611221000_pending_upgrades',

  async up(knex) {
    // A JSON object; null where nothing waits.
    await knex.raw('alter table buyer_subscriptions add column pending_upgrade text');
  },

  async down(knex) {
    await knex.raw('alter table buyer_subscriptions drop column pending_upgrade');
  },
};
