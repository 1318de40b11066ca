import { asId, type OrgId } from '@netcrab/plugin-api/contract';
import { testClock, testIds } from '@netcrab/plugin-api/testing';
import { startTestPortal, type TestPortal } from '@netcrab/backend/testing';
import { identityRef, type IdentityService } from '@netcrab/plugin-identity/contract';
import telemetryPlugin from '../plugin';
import { telemetryRef, type IngestAnswer } from '../../contract';

const org = (id: string) => ({ id: asId<OrgId>(id), name: id, kind: 'seller' as const, createdAt: 0 });

/** Stands in for identity: every org whose id starts with `org_` exists. */
const identity: Partial<IdentityService> = {
  org: async id => (id.startsWith('org_') ? org(id) : null),
};

export interface TelemetryPortal extends TestPortal {
  key(orgId: string, origins?: readonly string[]): Promise<string>;
  send(
    secret: string,
    events: readonly unknown[],
    envelope?: object,
  ): Promise<{ status: number; body: IngestAnswer }>;
}

export async function startTelemetryPortal(
  options: {
    readonly database?: 'sqlite' | 'pg';
    readonly config?: object;
    readonly now?: string;
    /** One that outlives the portal, for what a next process finds. */
    readonly dataDir?: string;
  } = {},
): Promise<TelemetryPortal> {
  const clock = testClock(options.now ?? '2026-11-01T12:00:00Z');
  const portal = await startTestPortal({
    plugins: [telemetryPlugin],
    database: options.database ?? 'sqlite',
    clock,
    config: { telemetry: { processing: { settleMs: 0 }, ...options.config } },
    provide: [[identityRef, identity]],
    ...(options.dataDir !== undefined && {
      host: { dataDir: options.dataDir, log: { level: 'error' } },
      ids: testIds(`process-${process.pid}`),
    }),
  });
  return Object.assign(portal, {
    async key(orgId: string, origins: readonly string[] = []) {
      const made = await portal
        .service(telemetryRef)
        .createIngestKey({ orgId: asId<OrgId>(orgId), label: 'test', origins });
      return made.secret;
    },
    async send(secret: string, events: readonly unknown[], envelope: object = {}) {
      const response = await portal.fetch('/v1/events/batch', {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          sdkVersion: 'test/1',
          sentAt: new Date(clock.now()).toISOString(),
          events,
          ...envelope,
        }),
      });
      return { status: response.status, body: (await response.json()) as IngestAnswer };
    },
  });
}
