export type PluginStatus = 'ready' | 'failed' | 'blocked' | 'disabled';

export interface PluginReport {
  readonly id: string;
  readonly description: string;
  readonly version: string;
  readonly status: PluginStatus;
  /** Why it failed, or which plugin it waits for. */
  readonly reason: string | null;
  readonly startMs: number | null;
  /** Ids of services asked for; optional ones end in `?`. */
  readonly needs: readonly string[];
  /** Ids of enabled plugins that need a service of this one. */
  readonly dependents: readonly string[];
  /** Secrets replaced by `••••`. */
  readonly config: unknown;
  readonly migrations: readonly MigrationReport[];
  /** Method and path. */
  readonly endpoints: readonly string[];
}

export interface MigrationReport {
  readonly name: string;
  readonly store: 'database' | 'warehouse';
  readonly state: 'applied' | 'pending' | 'ahead';
  readonly appliedAt: number | null;
}

export interface HostReport {
  readonly version: string;
  readonly node: string;
  readonly startedAt: number;
  readonly ready: boolean;
  readonly database: string;
  readonly plugins: readonly PluginReport[];
}
