import { asId, type OrgId, type Role } from '@netcrab/plugin-api/backend';
import type { Tier } from '@netcrab/plugin-billing/contract';
import {
  demoPersonas,
  type DemoPersonaId,
  type IdentityService,
  type OrgKind,
} from '@netcrab/plugin-identity/contract';

interface DemoOrg {
  readonly id: string;
  readonly name: string;
  readonly kind: OrgKind;
}

/**
 * The platform's own organisation, and the demo's buyers with what their contracts cover; those who buy online where
 * they can have a contract only where they cannot.
 */
export const platformOrg: DemoOrg = { id: 'demo-platform', name: 'NetCrab (demo)', kind: 'both' };

export const buyers: ReadonlyArray<
  DemoOrg & {
    readonly contract: { readonly tier: Tier; readonly packIds: readonly string[] | null };
    readonly buysOnline: boolean;
  }
> = [
  {
    id: 'demo-buyer-meridian',
    name: 'Meridian Research',
    kind: 'buyer',
    contract: {
      tier: 'pro',
      packIds: ['ux_friction_b2b_crm_v1', 'flows_support_ticketing_v1', 'release_deltas_b2b_crm_v1'],
    },
    buysOnline: true,
  },
  {
    id: 'demo-buyer-halcyon',
    name: 'Halcyon Ventures',
    kind: 'buyer',
    contract: { tier: 'standard', packIds: ['ux_friction_erp_v1'] },
    buysOnline: true,
  },
  {
    id: 'demo-buyer-strand',
    name: 'Strand Analytics',
    kind: 'buyer',
    contract: { tier: 'enterprise', packIds: null },
    buysOnline: false,
  },
];

/** The seller whose admin the seller persona is. */
export const personaSeller = 'demo-crm-01';

/** Known to everybody: the demo's data is made up, and one click signs in anyway. */
export const demoPassword = 'netcrab-demo';

const memberships: Readonly<
  Record<DemoPersonaId, ReadonlyArray<{ readonly orgId: string; readonly roles: readonly Role[] }>>
> = {
  buyer: [{ orgId: 'demo-buyer-meridian', roles: ['buyer_admin'] }],
  seller: [{ orgId: personaSeller, roles: ['seller_admin'] }],
  admin: [{ orgId: platformOrg.id, roles: ['platform_admin'] }],
};

/** Makes the organisations that do not sell, and the users of the demo. Sellers must be there already. */
export async function createPeople(identity: IdentityService): Promise<void> {
  for (const { id, name, kind } of [platformOrg, ...buyers]) await identity.ensureOrg({ id, name, kind });
  for (const { id, name, email } of demoPersonas) {
    await identity.ensureUser({
      email,
      name,
      password: demoPassword,
      memberships: memberships[id].map(({ orgId, roles }) => ({ orgId: asId<OrgId>(orgId), roles })),
    });
  }
}

const ofMoney: Readonly<Record<DemoPersonaId, string>> = {
  buyer: ', subscribed to Pro, with invoices',
  seller: ', paid for the months behind',
  admin: ', with books to look at',
};

/** Lines for whoever started the portal. @param played whether there were purchases */
export const signInLines = (played: boolean): string[] => [
  `Demo     sign in with one click, or with the password ${demoPassword}:`,
  ...demoPersonas.map(
    ({ id, name, email }) => `         ${email.padEnd(20)} ${name}${played ? ofMoney[id] : ''}`,
  ),
];
