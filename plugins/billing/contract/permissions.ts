import { definePermission } from '@netcrab/plugin-api/contract';

export const readSubscriptions = definePermission({
  id: 'subscriptions:read',
  title: 'see the organisation’s subscriptions',
  roles: ['buyer_admin', 'buyer_viewer'],
});

export const manageSubscriptions = definePermission({
  id: 'subscriptions:manage',
  title: 'grant, change and end subscriptions of any organisation',
  roles: ['platform_admin'],
});

export const permissions = [readSubscriptions, manageSubscriptions] as const;
