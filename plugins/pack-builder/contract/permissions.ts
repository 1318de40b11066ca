import { definePermission } from '@netcrab/plugin-api/contract';

export const buildPacks = definePermission({
  id: 'packs:build',
  title: 'see pack builds and run them',
  roles: ['platform_admin'],
});

export const readContributions = definePermission({
  id: 'contributions:read',
  title: 'see how many sessions their organisation contributed to each pack',
  roles: ['seller_admin'],
});
