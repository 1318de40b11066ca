import type { HostReport, MigrationReport, PluginReport } from '@netcrab/plugin-api/backend';
import { redactedView } from '../config/views';
import type { Route } from '../services/http/route';
import type { PluginSelection } from './enabled';
import { dependenciesOf, providersOf } from './order';
import type { StartedPlugin } from './startedPlugin';

export interface ReportParts {
  readonly version: string;
  readonly startedAt: number;
  readonly ready: boolean;
  readonly database: string;
  readonly selection: PluginSelection;
  readonly started: readonly StartedPlugin[];
  readonly routes: readonly Route[];
  readonly migrations: ReadonlyMap<string, readonly MigrationReport[]>;
}

/** What the host knows of its plugins, for the admin page and for readiness. */
export function hostReport(parts: ReportParts): HostReport {
  const loaded = parts.selection.enabled.flatMap(({ plugin }) => plugin ?? []);
  const providers = providersOf(loaded);
  const enabled = parts.started.map(
    ({ enabled: { package: found, plugin, config }, status, reason, startMs }): PluginReport => ({
      id: found.id,
      version: found.version,
      description: found.description,
      status,
      reason,
      startMs,
      needs: Object.values(plugin?.needs ?? {}).map(ref => (ref.optional ? `${ref.id}?` : ref.id)),
      dependents: loaded
        .filter(other => dependenciesOf(other, providers).includes(found.id))
        .map(other => other.id),
      config: plugin ? redactedView(plugin.config, config) : {},
      migrations: parts.migrations.get(found.id) ?? [],
      endpoints: parts.routes
        .filter(route => route.pluginId === found.id)
        .map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`),
    }),
  );
  const disabled = parts.selection.disabled.map(({ id, version, description }): PluginReport => ({
    id,
    version,
    description,
    status: 'disabled',
    reason: null,
    startMs: null,
    needs: [],
    dependents: [],
    config: {},
    migrations: [],
    endpoints: [],
  }));
  return {
    version: parts.version,
    node: process.version,
    startedAt: parts.startedAt,
    ready: parts.ready,
    database: parts.database,
    plugins: [...enabled, ...disabled].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}
