import { definePermission } from '@netcrab/plugin-api/contract';

export const readInsights = definePermission({
  id: 'insights:read',
  title: 'see the friction of the organisation’s own products',
  roles: ['buyer_admin', 'buyer_viewer', 'seller_admin', 'platform_admin'],
});

export const shapeInsights = definePermission({
  id: 'insights:shape',
  title: 'judge Crab Notes and save segments for the organisation',
  roles: ['seller_admin', 'platform_admin'],
});

export const permissions = [readInsights, shapeInsights] as const;
