import { rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { telemetryRef } from '@netcrab/plugin-telemetry/contract';
import {
  startTelemetryPortal,
  type TelemetryPortal,
} from '../../../plugins/telemetry/backend/testing/telemetryPortal';
import { startRecordingProxy, type RecordingProxy } from './recordingProxy';
import { until } from '../until';
import { startSite, type Site } from './site';

type Sent = Readonly<Record<string, unknown>>;

export const named = (name: string) => (event: Sent) => event.name === name;
export const flush = (page: Page) => page.evaluate('netcrab.flush()');

/** A site with the SDK, a portal that takes its events, and the network between them. */
export interface Recording {
  readonly site: Site;
  readonly network: RecordingProxy;
  /** A browser key of the site. */
  readonly key: string;
  /** The script tag and the call that begins recording. */
  head(options?: string, before?: string): string;
  /** Waits until so many events of this kind were acknowledged, and answers with them. */
  arrived(what: string, is: (event: Sent) => boolean, count?: number): Promise<readonly Sent[]>;
  /** Rows of the portal's warehouse, with everything acknowledged so far in them. */
  rows<Row>(sql: string): Promise<Row[]>;
  stop(): Promise<void>;
}

export async function startRecording(): Promise<Recording> {
  const portal: TelemetryPortal = await startTelemetryPortal({ now: new Date().toISOString() });
  const network = await startRecordingProxy(portal.baseUrl);
  const site = await startSite();
  const key = await portal.key('org_shop', [site.origin]);
  return {
    site,
    network,
    key,
    head: (options = '', before = '') =>
      `<script src="/netcrab.js"></script><script>${before}
      netcrab.init({ingestKey: '${key}', productId: 'shop', endpoint: '${network.url}', release: '1.2.0', ${options}});</script>`,
    arrived: (what, is, count = 1) =>
      until(what, async () => {
        const found = network.acknowledged().filter(is);
        return found.length >= count ? found : null;
      }),
    async rows<Row>(sql: string) {
      await portal.service(telemetryRef).caughtUp();
      return portal.core.warehouse.query<Row>(sql);
    },
    async stop() {
      await site.close();
      await network.close();
      await portal.stop();
      rmSync(portal.dataDir, { recursive: true, force: true });
    },
  };
}
