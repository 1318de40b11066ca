import type { PluginStatus } from '@netcrab/plugin-api/backend';
import type { EnabledPlugin } from './enabled';

/** How the start of one enabled plugin went. */
export interface StartedPlugin {
  readonly enabled: EnabledPlugin;
  readonly status: Exclude<PluginStatus, 'disabled'>;
  readonly reason: string | null;
  readonly startMs: number | null;
}
