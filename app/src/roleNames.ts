import type { Role } from '@netcrab/plugin-api/frontend';

export const roleNames: Record<Role, string> = {
  buyer_admin: 'buyer administrators',
  buyer_viewer: 'buyer viewers',
  seller_admin: 'seller administrators',
  platform_admin: 'platform administrators',
};
