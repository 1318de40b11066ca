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

export const manageBilling = definePermission({
  id: 'billing:manage',
  title: 'buy for the organisation, and manage its subscriptions, invoices and payment methods',
  roles: ['buyer_admin'],
});

export const readMoney = definePermission({
  id: 'money:read',
  title: 'see payments, the ledger and the webhook inbox of the platform',
  roles: ['platform_admin'],
});

export const manageMoney = definePermission({
  id: 'money:manage',
  title: 'refund payments, post journals and replay webhooks',
  roles: ['platform_admin'],
});

export const permissions = [
  readSubscriptions,
  manageSubscriptions,
  manageBilling,
  readMoney,
  manageMoney,
] as const;
