import type { Migration } from '@netcrab/plugin-api/backend';

/** What a subscription costs once a change of tier that is planned counts. */
export const nextPrice: Migration = {
  name: '202611221020_next_price',

  async up(knex) {
    // Minor units; null where no other tier is planned.
    await knex.raw('alter table buyer_subscriptions add column next_price_minor bigint');
  },

  async down(knex) {
    await knex.raw('alter table buyer_subscriptions drop column next_price_minor');
  },
};
