import { asId, type OrgId, type Role } from '@netcrab/plugin-api/backend';
import { demoPersonas, type DemoPersonaId, type IdentityService } from '@netcrab/plugin-identity/contract';
import { demoPassword, personaSeller, platformOrg } from '../people';

/** Organisations that bought in the months behind the demo; two of them are known to it otherwise as well. */
export const customers = {
  meridian: { id: 'demo-buyer-meridian', name: 'Meridian Research' },
  halcyon: { id: 'demo-buyer-halcyon', name: 'Halcyon Ventures' },
  brightwater: { id: 'demo-buyer-brightwater', name: 'Brightwater Labs' },
  northgate: { id: 'demo-buyer-northgate', name: 'Northgate Capital' },
  tern: { id: 'demo-buyer-tern', name: 'Tern & Tide Advisory' },
  osprey: { id: 'demo-buyer-osprey', name: 'Osprey Consulting' },
  larkfield: { id: 'demo-buyer-larkfield', name: 'Larkfield Product Studio' },
  quayside: { id: 'demo-buyer-quayside', name: 'Quayside Partners' },
} as const;
export type Customer = keyof typeof customers;

/** How the sandbox's onboarding went, by seller; all others never began it. */
export const onboarded = {
  [personaSeller]: 'enabled',
  'demo-crm-02': 'enabled',
  'demo-crm-03': 'enabled',
  'demo-crm-04': 'inReview',
  'demo-desk-01': 'enabled',
  'demo-desk-02': 'enabled',
  'demo-erp-01': 'enabled',
  'demo-erp-02': 'enabled',
  'demo-erp-03': 'restricted',
} as const;
export type Onboarding = (typeof onboarded)[keyof typeof onboarded];

/** Has money waiting and never began, for whoever wants to try the onboarding. */
export const stillToConnect = 'demo-crm-05';

/** Whose organisation it is, unless one of the personas is its admin. */
export const cast = { email: 'cast@demo.example', name: 'Casey Cast' };

const personaOf: Readonly<Record<string, DemoPersonaId>> = {
  [customers.meridian.id]: 'buyer',
  [personaSeller]: 'seller',
  [platformOrg.id]: 'admin',
};

/** The one who acts for an organisation. */
export function emailOf(orgId: string): string {
  const persona = demoPersonas.find(({ id }) => id === personaOf[orgId]);
  return persona?.email ?? cast.email;
}

/** Makes the organisations that bought, and somebody to act for them. Sellers that are not there are left out. */
export async function createCast(identity: IdentityService, sellers: ReadonlySet<string>): Promise<void> {
  const memberships: Array<{ orgId: OrgId; roles: Role[] }> = [];
  const join = (id: string, role: Role) => {
    if (!(id in personaOf)) memberships.push({ orgId: asId<OrgId>(id), roles: [role] });
  };
  for (const { id, name } of Object.values(customers)) {
    await identity.ensureOrg({ id, name, kind: 'buyer' });
    join(id, 'buyer_admin');
  }
  for (const id of [stillToConnect, ...Object.keys(onboarded)]) if (sellers.has(id)) join(id, 'seller_admin');
  await identity.ensureUser({ ...cast, password: demoPassword, memberships });
}
