import type { Migration } from '@netcrab/plugin-api/backend';

/** Until when evidence may be given in a dispute. */
export const disputeDeadlines: Migration = {
  name: '202611221010_dispute_deadlines',

  async up(knex) {
    // Epoch ms; null where Stripe sets none, and of disputes that were last heard of before this column.
    await knex.raw('alter table billing_disputes add column evidence_due_by bigint');
  },

  async down(knex) {
    await knex.raw('alter table billing_disputes drop column evidence_due_by');
  },
};
