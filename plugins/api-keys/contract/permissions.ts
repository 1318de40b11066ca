import { definePermission } from '@netcrab/plugin-api/contract';

export const manageKeys = definePermission({
  id: 'keys:manage',
  title: 'create, rotate and revoke API keys',
  roles: ['buyer_admin'],
});

export const readUsage = definePermission({
  id: 'usage:read',
  title: 'see API keys’ usage and what is left of the row quotas',
  roles: ['buyer_admin', 'buyer_viewer'],
});

export const permissions = [manageKeys, readUsage] as const;
