import { definePermission } from '@netcrab/plugin-api/contract';

export const manageMembers = definePermission({
  id: 'members:manage',
  title: 'invite, change and remove the members of their organisation',
  roles: ['buyer_admin', 'seller_admin', 'platform_admin'],
});

export const manageOrganization = definePermission({
  id: 'org:manage',
  title: 'rename their organisation and let it buy or sell as well',
  roles: ['buyer_admin', 'seller_admin', 'platform_admin'],
});

export const manageOrgs = definePermission({
  id: 'orgs:manage',
  title: 'see and create every organisation, and see its people',
  roles: ['platform_admin'],
});

export const permissions = [manageMembers, manageOrganization, manageOrgs] as const;
