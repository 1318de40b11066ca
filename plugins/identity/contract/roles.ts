import type { Role } from '@netcrab/plugin-api/contract';
import type { OrgKind } from './service';

/** What a role is called, in a sentence. */
export const roleTitles: Record<Role, string> = {
  buyer_admin: 'buyer admin',
  buyer_viewer: 'buyer viewer',
  seller_admin: 'seller admin',
  platform_admin: 'platform admin',
};

/** What it lets a member do, for whoever gives it. */
export const roleMeanings: Record<Role, string> = {
  buyer_admin: 'Subscribes, manages API keys and members, pays.',
  buyer_viewer: 'Sees packs, usage and documentation.',
  seller_admin: 'Manages telemetry, opt-ins, payouts and members.',
  platform_admin: 'Runs the portal itself.',
};

/** Roles with a meaning in an org of this kind; `platform_admin` besides in the platform's own. */
export const rolesOfKind: Record<OrgKind, readonly Role[]> = {
  buyer: ['buyer_admin', 'buyer_viewer'],
  seller: ['seller_admin'],
  both: ['buyer_admin', 'buyer_viewer', 'seller_admin'],
};

/** The role whose holders give and take this role: each side of an org is its own admins' affair. */
const administeredBy: Record<Role, Role> = {
  buyer_admin: 'buyer_admin',
  buyer_viewer: 'buyer_admin',
  seller_admin: 'seller_admin',
  platform_admin: 'platform_admin',
};

/** Roles of which an org that had an admin keeps one. */
export const adminRoles = [
  'buyer_admin',
  'seller_admin',
  'platform_admin',
] as const satisfies readonly Role[];

/** Whether somebody with these roles may give and take a role. Platform admins may all. */
export const mayGrant = (held: readonly Role[], role: Role): boolean =>
  held.includes('platform_admin') || held.includes(administeredBy[role]);

/** The roles somebody may give in an org of this kind. */
export const grantableRoles = (held: readonly Role[], kind: OrgKind): Role[] => {
  const possible: readonly Role[] = held.includes('platform_admin')
    ? [...rolesOfKind[kind], 'platform_admin']
    : rolesOfKind[kind];
  return possible.filter(role => mayGrant(held, role));
};
