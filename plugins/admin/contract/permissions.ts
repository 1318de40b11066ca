import { definePermission } from '@netcrab/plugin-api/contract';

export const readAdmin = definePermission({
  id: 'admin:read',
  title: 'see plugins, jobs and health of the portal',
  roles: ['platform_admin'],
});

export const runJobs = definePermission({
  id: 'jobs:run',
  title: 'run jobs out of turn',
  roles: ['platform_admin'],
});

export const readAudit = definePermission({
  id: 'audit:read',
  title: 'read, export and verify the audit log',
  roles: ['platform_admin'],
});

export const permissions = [readAdmin, runJobs, readAudit] as const;
