import { startTestPortal } from '@netcrab/backend/testing';
import { testClock } from '@netcrab/plugin-api/testing';
import { identityRef } from '@netcrab/plugin-identity/contract';
import insightsPlugin from '@netcrab/plugin-insights/backend';
import telemetryPlugin from '@netcrab/plugin-telemetry/backend';
import { runByHand } from './byHand';
import { fill } from './facts';

const until = '2026-11-01T00:00:00Z';
const window = { from: '2026-10-03', previous: '2026-09-03' };
const org = 'org_bench';
const warmRequests = 30;

const views = {
  overview: '/v1/insights/overview',
  hotspots: '/v1/insights/hotspots',
  narrowed: '/v1/insights/hotspots?device=mobile',
} as const;
type View = keyof typeof views;

interface Figures {
  cold: number;
  warm: number;
  byHand: number;
}

async function measure(events: number): Promise<Record<View, Figures>> {
  const portal = await startTestPortal({
    plugins: [telemetryPlugin, insightsPlugin],
    clock: testClock(until),
    provide: [[identityRef, {}]],
  });
  const ask = async (view: View) => {
    const began = performance.now();
    const response = await portal.fetch(views[view], { as: { orgId: org, roles: ['seller_admin'] } });
    const answer = await response.text();
    if (response.status !== 200) throw new Error(answer);
    return performance.now() - began;
  };
  try {
    await fill(portal.core.warehouse, org, until.slice(0, 10), events);
    const figures: Partial<Record<View, Figures>> = {};
    for (const view of Object.keys(views) as View[]) {
      // A new start forgets every answer, and all that the engine had read.
      await portal.restart();
      const cold = await ask(view);
      const warm: number[] = [];
      for (let request = 0; request < warmRequests; request++) warm.push(await ask(view));
      await portal.restart();
      const byHand = await runByHand(portal.core.warehouse, view, org, window);
      figures[view] = {
        cold,
        warm: warm.sort((a, b) => a - b)[Math.floor(warmRequests * 0.95)] ?? NaN,
        byHand,
      };
    }
    return figures as Record<View, Figures>;
  } finally {
    await portal.stop();
  }
}

process.send?.(await measure(Number(process.env.BENCH_EVENTS)));
process.disconnect?.();
