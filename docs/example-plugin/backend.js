import { core, createBackendPlugin } from '@netcrab/plugin-api/backend';
import { z } from 'zod';
import { endpoints, giveKudos } from './contract.js';

export default createBackendPlugin({
  id: 'kudos',
  config: z.strictObject({ keepDays: z.int().min(1).default(365) }),
  needs: {
    http: core.http,
    database: core.database,
    clock: core.clock,
    ids: core.ids,
    scheduler: core.scheduler,
  },
  permissions: [giveKudos],
  migrations: [
    {
      name: '202611010000_kudos',
      async up(knex) {
        await knex.schema.createTable('kudos', table => {
          table.string('id', 40).primary();
          table.string('org_id', 64).notNullable();
          table.string('to', 80).notNullable();
          table.string('text', 500).notNullable();
          table.bigInteger('given_at').notNullable();
          table.index(['org_id', 'given_at']);
        });
      },
      async down(knex) {
        await knex.schema.dropTable('kudos');
      },
    },
  ],
  start({ config, http, database, clock, ids, scheduler }) {
    const { knex } = database;
    http.serve(endpoints, {
      async listKudos({ query }, { principal }) {
        const rows = await knex('kudos')
          .where({ org_id: principal.orgId })
          .orderBy('given_at', 'desc')
          .limit(query.limit);
        return rows.map(({ id, to, text, given_at }) => ({ id, to, text, givenAt: given_at }));
      },
      async giveKudos({ body }, { principal }) {
        const kudos = { id: ids.uuid(), ...body, givenAt: clock.now() };
        const { givenAt, ...columns } = kudos;
        await knex('kudos').insert({ ...columns, org_id: principal.orgId, given_at: givenAt });
        return kudos;
      },
    });
    scheduler.schedule({
      id: 'forget',
      title: 'Forget old kudos',
      cron: '0 4 * * *',
      async run() {
        const before = clock.now() - config.keepDays * 24 * 60 * 60 * 1000;
        return { forgotten: await knex('kudos').where('given_at', '<', before).delete() };
      },
    });
  },
});
