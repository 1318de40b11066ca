import { definePermission } from '@netcrab/plugin-api/contract';

export const packsQuery = definePermission({
  id: 'packs:query',
  title: 'see subscribed packs and download their snapshots',
  roles: ['buyer_admin', 'buyer_viewer'],
});

export const packsPin = definePermission({
  id: 'packs:pin',
  title: 'pin the version of a subscribed pack, or let it follow the latest',
  roles: ['buyer_admin'],
});

export const permissions = [packsQuery, packsPin];
