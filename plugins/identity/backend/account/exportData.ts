import { reply, type AuditRecord, type Reply, type RequestContext } from '@netcrab/plugin-api/backend';
import type { IdentityCore } from '../core';
import { providerIdentities } from '../store/users';
import { ownUser, profile } from './profile';

const auditPage = 500;

/** Everything the user did, newest first. */
async function actionsOf({ audit }: IdentityCore, userId: string): Promise<AuditRecord[]> {
  const found: AuditRecord[] = [];
  for (;;) {
    const page = await audit.search({ actor: userId, limit: auditPage, beforeSeq: found.at(-1)?.seq });
    found.push(...page);
    if (page.length < auditPage) return found;
  }
}

const iso = (at: number) => new Date(at).toISOString();

/** What the portal holds on a person, as a file to take along. */
export async function exportData(core: IdentityCore, context: RequestContext): Promise<Reply> {
  const user = await ownUser(core, context);
  const [{ memberships, ...account }, providers, sessions, actions] = await Promise.all([
    profile(core, context),
    providerIdentities(core.database.knex, user.id),
    core.auth.listSessions(user.id),
    actionsOf(core, user.id),
  ]);
  const document = {
    exportedAt: iso(core.clock.now()),
    account: { ...account, createdAt: iso(account.createdAt) },
    memberships,
    signInProviders: providers.map(one => ({ ...one, connectedAt: iso(one.connectedAt) })),
    sessions: sessions.map(one => ({
      ...one,
      createdAt: iso(one.createdAt),
      lastSeenAt: iso(one.lastSeenAt),
    })),
    actions: actions.map(({ at, action, orgId, target, before, after, ip }) => ({
      at: iso(at),
      action,
      orgId,
      target,
      before,
      after,
      ip,
    })),
  };
  return reply({
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="netcrab-my-data.json"',
    },
    body: JSON.stringify(document, null, 2),
  });
}
