import {
  auditActor,
  NotFoundError,
  type OrgId,
  type PackId,
  type RequestContext,
} from '@netcrab/plugin-api/backend';
import type { IdentityService } from '@netcrab/plugin-identity/contract';
import type { GrantRequest, ManagedSubscription, SubscriptionTerms } from '../../contract';
import {
  changeSubscription,
  endSubscription,
  grantSubscription,
  type By,
  type SubscriptionChanges,
} from './change';
import type { StoredSubscription, SubscriptionFilter } from './store';
import { managedView, type PackTitle } from './views';

const pageSize = 25;

export interface Administration extends SubscriptionChanges {
  readonly identity: IdentityService;
  readonly titleOf: PackTitle;
}

/** Who the request is by, and why. */
export const byCaller = ({ principal, ip, requestId }: RequestContext, reason: string): By => ({
  actor: auditActor(principal),
  reason,
  ip,
  requestId,
});

/** Pack ids as typed by an admin; {@link grantSubscription} checks that they exist. */
const toTerms = ({ tier, packIds, endsAt }: SubscriptionTerms) => ({
  tier,
  packIds: packIds as PackId[] | null,
  endsAt,
});

async function view(
  { identity, clock, titleOf }: Administration,
  one: StoredSubscription,
): Promise<ManagedSubscription> {
  const org = await identity.org(one.orgId);
  return managedView(one, clock.now(), titleOf, org?.name ?? one.orgId);
}

/** One page of the subscriptions of every org, newest first. */
export async function listSubscriptions(
  { store, identity, clock, titleOf }: Administration,
  {
    orgId,
    state,
    page,
  }: { readonly orgId?: string; readonly state: SubscriptionFilter['state']; readonly page: number },
) {
  const now = clock.now();
  const { found, total } = await store.search(
    { orgId: orgId as OrgId | undefined, state, now },
    pageSize,
    (page - 1) * pageSize,
  );
  const orgs = await identity.orgs([...new Set(found.map(one => one.orgId))]);
  const names = new Map(orgs.map(org => [org.id, org.name]));
  return {
    subscriptions: found.map(one => managedView(one, now, titleOf, names.get(one.orgId) ?? one.orgId)),
    total,
    pageSize,
  };
}

export async function grantByAdmin(
  admin: Administration,
  request: GrantRequest,
  context: RequestContext,
): Promise<ManagedSubscription> {
  const org = await admin.identity.org(request.orgId as OrgId);
  if (!org) throw new NotFoundError(`There is no organisation "${request.orgId}". Choose one from the list.`);
  const granted = await grantSubscription(
    admin,
    { ...toTerms(request), orgId: org.id },
    byCaller(context, request.reason),
  );
  return view(admin, granted);
}

export const changeByAdmin = async (
  admin: Administration,
  id: string,
  terms: SubscriptionTerms,
  context: RequestContext,
) => view(admin, await changeSubscription(admin, id, toTerms(terms), byCaller(context, terms.reason)));

export const endByAdmin = async (
  admin: Administration,
  id: string,
  reason: string,
  context: RequestContext,
) => view(admin, await endSubscription(admin, id, byCaller(context, reason)));
