import { testClock } from '@netcrab/plugin-api/testing';
import { startTestPortal } from '@netcrab/backend/testing';
import billingPlugin from '@netcrab/plugin-billing/backend';
import contributionsPlugin from '@netcrab/plugin-contributions/backend';
import identityPlugin from '@netcrab/plugin-identity/backend';
import packBuilderPlugin from '@netcrab/plugin-pack-builder/backend';
import telemetryPlugin from '@netcrab/plugin-telemetry/backend';
import demoPlugin from './plugin';

it('sells nothing where few sessions leave packs empty, and says so', async () => {
  const portal = await startTestPortal({
    plugins: [
      identityPlugin,
      telemetryPlugin,
      contributionsPlugin,
      packBuilderPlugin,
      billingPlugin,
      demoPlugin,
    ],
    clock: testClock('2026-11-14T10:00:00Z'),
    config: {
      telemetry: { processing: { settleMs: 0 } },
      demo: { thread: false, sessions: 100, days: 10 },
    },
  });
  try {
    expect(portal.portal.announcements.join('\n')).toMatch(
      /without purchases and payouts, because \w+_v1 has no rows/,
    );
    expect(await portal.core.database.knex('billing_orders').select()).toEqual([]);
  } finally {
    await portal.stop();
  }
});
