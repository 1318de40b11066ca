import { testDatabases } from '@netcrab/backend/testing';
import { startIdentity } from '../backend/identity.fixture';
import { migrations } from './index';

it.each(testDatabases)('goes down with data in and up again on %s', async database => {
  const identity = await startIdentity({ database });
  const { knex, dialect } = identity.portal.core.database;
  await identity.org('acme', 'buyer');
  const admin = await identity.as('ada', 'acme', ['buyer_admin']);
  await admin.post('/api/identity/invitations', { email: 'new@example.com', roles: ['buyer_viewer'] });
  for (const migration of [...migrations].reverse()) await migration.down(knex, dialect);
  expect(await knex.schema.hasTable('memberships')).toBe(false);
  for (const migration of migrations) await migration.up(knex, dialect);
  expect(await knex('users').count({ rows: '*' }).first()).toMatchObject({ rows: 0 });
  await identity.portal.stop();
});

it('finds a user’s memberships by an index', async () => {
  const identity = await startIdentity();
  const { knex } = identity.portal.core.database;
  const plan = await knex.raw(
    `explain query plan select m.role from memberships m join orgs o on o.id = m.org_id where m.user_id = 'x'`,
  );
  expect(JSON.stringify(plan)).not.toContain('SCAN');
  await identity.portal.stop();
});
