import { startTestPortal, type TestPortal, type TestUser } from '@netcrab/backend/testing';
import { asId, type OrgId } from '@netcrab/plugin-api/contract';
import { testClock } from '@netcrab/plugin-api/testing';
import { identityRef, type IdentityService } from '@netcrab/plugin-identity/contract';
import insightsPlugin from '../plugin';

export const now = '2026-11-01T12:00:00Z';

const identity: Partial<IdentityService> = {
  org: async id => ({ id: asId<OrgId>(id), name: id, kind: 'seller', createdAt: 0 }),
};

/**
 * A portal with telemetry and insights, whose facts the test writes itself.
 * @param telemetryPlugin the backend of telemetry, which only tests may import
 */
export const startInsightsPortal = (
  telemetryPlugin: unknown,
  config: object = {},
  database: 'sqlite' | 'pg' = 'sqlite',
): Promise<TestPortal> =>
  startTestPortal({
    plugins: [telemetryPlugin, insightsPlugin],
    clock: testClock(now),
    database,
    config: { telemetry: { processing: { settleMs: 0 } }, insights: config },
    provide: [[identityRef, identity]],
  });

export const seller = (orgId: string): TestUser => ({ orgId, roles: ['seller_admin'], userId: 'user-ada' });
export const viewer = (orgId: string): TestUser => ({ orgId, roles: ['buyer_viewer'] });
