import { core, createBackendPlugin, optional } from '@netcrab/plugin-api/backend';
import { billingRef, billingTestClockRef } from '@netcrab/plugin-billing/contract';
import { contributionsRef } from '@netcrab/plugin-contributions/contract';
import { identityRef } from '@netcrab/plugin-identity/contract';
import { packsRef } from '@netcrab/plugin-pack-builder/contract';
import { telemetryRef } from '@netcrab/plugin-telemetry/contract';
import { migrations } from '../migrations';
import { demoConfig } from './config';
import { signInLines } from './people';
import { DatabaseProgressStore } from './progressStore';
import { purchasesPlayed, resumePast } from './purchases/past';

export default createBackendPlugin({
  id: 'demo',
  config: demoConfig,
  migrations,
  needs: {
    app: core.app,
    clock: core.clock,
    database: core.database,
    events: core.events,
    host: core.host,
    lifecycle: core.lifecycle,
    scheduler: core.scheduler,
    secrets: core.secrets,
    warehouse: core.warehouse,
    identity: identityRef,
    telemetry: telemetryRef,
    contributions: contributionsRef,
    packs: packsRef,
    subscriptions: optional(billingRef),
    past: optional(billingTestClockRef),
  },
  async start({ config, past, ...services }) {
    const { app, clock, host, lifecycle } = services;
    const { thread, ...simulation } = config;
    const store = new DatabaseProgressStore(services.database, clock);
    const stopping = new AbortController();
    const { signal } = stopping;
    await resumePast(store, past?.testClock);

    async function prepare() {
      // Loaded for the first start only.
      const [{ prepareDemo }, { sendSellers }, { sendInThread }] = await Promise.all([
        import('./prepareDemo'),
        import('./sending/sendSellers'),
        import('./sending/sendInThread'),
      ]);
      await prepareDemo({
        ...services,
        store,
        simulation,
        baseUrl: app.localUrl,
        publicUrl: app.baseUrl,
        testClock: past?.testClock,
        send: (request, progress) =>
          thread
            ? sendInThread(app.root, request, progress, signal)
            : sendSellers(request, progress, { now: () => clock.now(), signal }),
      });
    }

    lifecycle.onReady(async () => {
      try {
        if (!(await store.isDone('all'))) await prepare();
        signInLines(await purchasesPlayed(store)).forEach(line => host.announce(line));
      } catch (error) {
        // Stopped half-way: the next start goes on from here.
        if (!signal.aborted) throw error;
      }
    });
    lifecycle.onStop(() => stopping.abort());
  },
});
