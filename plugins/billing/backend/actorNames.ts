import type { AuditService } from '@netcrab/plugin-api/backend';

/**
 * How those who acted were called when they last did: the audit log keeps it, and they may be gone since.
 * @param ids of actors; those without a name, as the portal's own jobs, answer their id
 */
export async function actorNames(
  audit: Pick<AuditService, 'search'>,
  ids: ReadonlyArray<string | null>,
): Promise<(id: string) => string> {
  const names = new Map<string, string>();
  for (const actor of new Set(ids)) {
    if (actor === null) continue;
    const [last] = await audit.search({ actor, limit: 1 });
    names.set(actor, last?.actor.name ?? actor);
  }
  return id => names.get(id) ?? id;
}
