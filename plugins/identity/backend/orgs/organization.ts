import { ConflictError, NotFoundError, type RequestContext, type Role } from '@netcrab/plugin-api/backend';
import type { Org, OrgKind } from '../../contract';
import { actingForOrg, causedBy } from '../acting';
import type { IdentityCore } from '../core';
import { addRoles } from '../store/memberships';
import { lockOrg, orgById, updateOrg } from '../store/orgs';

const gone = () => new NotFoundError('Your organisation does not exist any more.');

const shown = ({ id, name, kind, createdAt }: Org): Org => ({ id, name, kind, createdAt });

export async function organization(core: IdentityCore, context: RequestContext): Promise<Org> {
  const org = await orgById(core.database.knex, actingForOrg(context).orgId);
  if (!org) throw gone();
  return shown(org);
}

/** The admin role of the side that a change of kind adds. */
function newSide(from: OrgKind, to: OrgKind): Role[] {
  if (from === to) return [];
  if (to !== 'both') {
    throw new ConflictError(
      `An organisation of kind ${from} cannot become ${to}; it can become both. What it bought or sold stays its own.`,
    );
  }
  return [from === 'buyer' ? 'seller_admin' : 'buyer_admin'];
}

/** Whoever adds a side becomes its admin. @throws ConflictError for a kind that would take a side away. */
export async function updateOrganization(
  core: IdentityCore,
  change: { readonly name?: string; readonly kind?: OrgKind },
  context: RequestContext,
): Promise<Org> {
  const { orgId, userId } = actingForOrg(context);
  const updated = await core.database.transaction(async trx => {
    const org = await lockOrg(trx, orgId);
    if (!org) throw gone();
    const next = { name: change.name ?? org.name, kind: change.kind ?? org.kind };
    if (next.name === org.name && next.kind === org.kind) return org;
    const side = newSide(org.kind, next.kind);
    await updateOrg(trx, orgId, next);
    const added = await addRoles(trx, orgId, userId, side, core.clock.now());
    await core.audit.record(
      {
        ...causedBy(context),
        action: 'org.changed',
        orgId,
        target: { type: 'org', id: orgId, name: next.name },
        before: { name: org.name, kind: org.kind },
        after: { ...next, ...(added.length > 0 && { rolesOfActor: added }) },
      },
      trx,
    );
    return { ...org, ...next };
  });
  core.directory.changed();
  return shown(updated);
}
