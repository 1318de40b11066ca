import { definePermission } from '@netcrab/plugin-api/contract';

export const manageContributions = definePermission({
  id: 'contributions:manage',
  title: 'opt the organisation’s products in and out of data packs',
  roles: ['seller_admin'],
});

export const manageAnyContributions = definePermission({
  id: 'contributions:manage-any',
  title: 'opt any organisation in and out of data packs',
  roles: ['platform_admin'],
});

export const permissions = [manageContributions, manageAnyContributions] as const;
