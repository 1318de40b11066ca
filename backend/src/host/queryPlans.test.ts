import {
  asId,
  createBackendPlugin,
  defineEvent,
  core,
  type OrgId,
  type PackId,
} from '@netcrab/plugin-api/backend';
import apiKeys from '@netcrab/plugin-api-keys/backend';
import { endpoints as keyEndpoints, quotaRef } from '@netcrab/plugin-api-keys/contract';
import billing from '@netcrab/plugin-billing/backend';
import { subscriptionsRef } from '@netcrab/plugin-billing/contract';
import contributions from '@netcrab/plugin-contributions/backend';
import { contributionsRef } from '@netcrab/plugin-contributions/contract';
import identity from '@netcrab/plugin-identity/backend';
import { identityRef } from '@netcrab/plugin-identity/contract';
import telemetry from '@netcrab/plugin-telemetry/backend';
import { telemetryRef } from '@netcrab/plugin-telemetry/contract';
import { z } from 'zod';
import { startTestPortal, statementsOf, testDatabases, wholeReads, type TestPortal } from '../testing';

const orgId = asId<OrgId>('acme');
const packId = asId<PackId>('crm');
const happened = defineEvent('happened', z.object({}));
const listener = createBackendPlugin({
  id: 'listener',
  needs: { events: core.events },
  start: ({ events }) => events.subscribe(happened, 'here', async () => undefined),
});

describe.each(testDatabases)('queries of the hot path on %s', kind => {
  let portal: TestPortal;
  let secret: string;
  let ingestSecret: string;
  let cookie: string;

  beforeAll(async () => {
    portal = await startTestPortal({
      database: kind,
      plugins: [identity, telemetry, contributions, billing, apiKeys, listener],
      config: { 'api-keys': { bcryptCost: 4 } },
    });
    const { ensureOrg, ensureUser } = portal.service(identityRef);
    await ensureOrg({ id: orgId, name: 'Acme', kind: 'both' });
    const roles = ['buyer_admin', 'seller_admin'] as const;
    const [email, password] = ['ada@example.com', 'correct horse battery'];
    await ensureUser({ email, name: 'Ada', password, memberships: [{ orgId, roles }] });
    const signIn = await portal.fetch('/api/identity/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    cookie = signIn.headers
      .getSetCookie()
      .map(line => line.split(';')[0])
      .join('; ');
    const keys = portal.client(keyEndpoints, { as: { orgId, roles } });
    secret = (await keys.createKey({ body: { label: 'CI' } })).secret;
    ingestSecret = (await portal.service(telemetryRef).createIngestKey({ orgId, label: 'Web' })).secret;
  });
  afterAll(() => portal.stop());

  const paths: Record<string, { readonly reads: string; readonly work: () => Promise<unknown> }> = {
    'a request with an API key': {
      reads: 'buyer_api_keys',
      work: () => portal.fetch('/v1/marketplace/usage', { headers: { authorization: `Bearer ${secret}` } }),
    },
    'a row quota': {
      reads: 'buyer_usage_counters',
      work: async () => {
        const quotas = portal.service(quotaRef);
        const request = { orgId, packId, keyId: 'k', rowsPerMonth: 1_000 };
        (await quotas.reserve(request, 10)).settle(10);
        await quotas.state(request);
        await portal.fetch('/v1/marketplace/usage', { headers: { authorization: `Bearer ${secret}` } });
      },
    },
    'the subscriptions of an org': {
      reads: 'buyer_subscriptions',
      work: async () => portal.service(subscriptionsRef).forPack(orgId, packId),
    },
    'a request of a signed-in user': {
      reads: 'core_sessions',
      work: () => portal.fetch('/api/session', { headers: { cookie } }),
    },
    'the memberships of a user': {
      reads: 'memberships',
      work: async () => {
        const [member] = await portal.service(identityRef).members(orgId);
        if (member) await portal.service(identityRef).sessionOrgs(member.userId);
      },
    },
    'an ingest key': {
      reads: 'telemetry_ingest_keys',
      work: () =>
        portal.fetch('/v1/events/batch', {
          method: 'POST',
          headers: { authorization: `Bearer ${ingestSecret}` },
          body: '{}',
        }),
    },
    'the contributors of a pack': {
      reads: 'marketplace_optins',
      work: () => portal.service(contributionsRef).contributors(packId),
    },
    'the outbox': {
      reads: 'core_event_deliveries',
      work: async () => {
        await portal.core.events.publish(happened, {}, { key: 'k' });
        await portal.core.events.drained();
      },
    },
    'an audit entry': {
      reads: 'core_audit_head',
      work: () =>
        portal.core.audit.record({
          action: 'a.b',
          actor: { kind: 'system', id: 's' },
          target: { type: 't', id: 'i' },
        }),
    },
    'each filter of the audit log': {
      reads: 'core_audit_log',
      work: async () => {
        const filters = [{ actor: 'a' }, { action: 'a.b' }, { target: 't' }, { orgId }, { from: 1, to: 2 }];
        for (const filter of filters) await portal.core.audit.search(filter);
      },
    },
  };

  it('would notice a table that is read whole', async () => {
    const { knex } = portal.core.database;
    const [statement] = await statementsOf(portal.core.database, () =>
      knex('users').where({ name: 'Ada' }).select('id'),
    );
    expect(statement && (await wholeReads(portal.core.database, statement))).toHaveLength(1);
  });

  it.each(Object.entries(paths))('reads %s by an index', async (_, { reads, work }) => {
    portal.clock.advance(600_000); // past what is remembered
    const statements = await statementsOf(portal.core.database, work);
    expect(statements.map(({ sql }) => sql).join('\n')).toContain(reads);
    for (const statement of statements)
      expect({ sql: statement.sql, reads: await wholeReads(portal.core.database, statement) }).toEqual({
        sql: statement.sql,
        reads: [],
      });
  });
});
