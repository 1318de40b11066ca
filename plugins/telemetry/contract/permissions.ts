import { definePermission } from '@netcrab/plugin-api/contract';

export const telemetryManage = definePermission({
  id: 'telemetry:manage',
  title: "register the organisation's products and manage its ingest keys",
  roles: ['seller_admin'],
});

export const telemetryErase = definePermission({
  id: 'telemetry:erase',
  title: "delete the telemetry of the organisation's products and their users",
  roles: ['seller_admin'],
});

export const telemetryOperate = definePermission({
  id: 'telemetry:operate',
  title: "register any organisation's products and ingest keys, and watch event processing",
  roles: ['platform_admin'],
});

export const permissions = [telemetryManage, telemetryErase, telemetryOperate] as const;
