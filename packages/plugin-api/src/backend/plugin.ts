import { z } from 'zod';
import type { Permission } from '../contract/permission';
import type { AnyServiceRef, ServiceOf, ServiceRef } from '../contract/service';
import type { Migration, WarehouseMigration } from './services';

export type Needs = Readonly<Record<string, AnyServiceRef>>;
type Resolved<N extends Needs> = { readonly [Name in keyof N]: ServiceOf<N[Name]> };

/** A command of the portal's command line, offered by a plugin: `npm run import`. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Helps to complete the configuration: it runs while a plugin's own check still refuses a part of it. */
  readonly beforeConfig?: boolean;
  /**
   * Runs against a portal that is up: the one already running on this data folder, or one started for the command.
   * @returns the exit code.
   */
  load(): Promise<{ default: (context: CommandContext) => Promise<number> }>;
}

export interface CommandContext {
  /** Arguments after the command's name. */
  readonly argv: readonly string[];
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  /** Folder the command was called from; relative paths start there. */
  readonly cwd: string;
  /** The plugin's part of the configuration; as it was written, unchecked, where the command is `beforeConfig`. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Aborted at Ctrl-C. */
  readonly signal: AbortSignal;
  /** Connects to the portal, as its operator: all permissions. Not called, nothing starts (`--help`). */
  connect(): Promise<{ readonly baseUrl: string; readonly headers: Readonly<Record<string, string>> }>;
}

export interface BackendPluginSpec<Config extends z.ZodObject, N extends Needs, Provided> {
  readonly id: string;
  /** Checked before anything starts. Strict: an unknown option is an error. */
  readonly config?: Config;
  readonly needs: N;
  /** The service that `start` resolves to. */
  readonly provides?: ServiceRef<Provided>;
  readonly permissions?: readonly Permission[];
  readonly migrations?: readonly Migration[];
  readonly warehouseMigrations?: readonly WarehouseMigration[];
  readonly commands?: readonly Command[];
  start(services: Resolved<N> & { readonly config: z.output<Config> }): Promise<Provided> | Provided;
}

/** A backend plugin, its types forgotten: what the host works with. */
export interface BackendPlugin {
  readonly $netcrab: 'backend-plugin';
  readonly id: string;
  readonly config: z.ZodObject;
  readonly needs: Needs;
  readonly provides: ServiceRef<unknown> | null;
  readonly permissions: readonly Permission[];
  readonly migrations: readonly Migration[];
  readonly warehouseMigrations: readonly WarehouseMigration[];
  readonly commands: readonly Command[];
  start(services: Record<string, unknown>): Promise<unknown>;
}

export const isBackendPlugin = (value: unknown): value is BackendPlugin =>
  typeof value === 'object' && value !== null && '$netcrab' in value && value.$netcrab === 'backend-plugin';

const noConfig = z.strictObject({});

/** Declares a backend plugin; the module's default export. `start` sees what `needs` names, typed. */
export function createBackendPlugin<
  const N extends Needs,
  Config extends z.ZodObject = typeof noConfig,
  Provided = void,
>(spec: BackendPluginSpec<Config, N, Provided>): BackendPlugin {
  return {
    $netcrab: 'backend-plugin',
    id: spec.id,
    config: spec.config ?? noConfig,
    needs: spec.needs,
    provides: spec.provides ?? null,
    permissions: spec.permissions ?? [],
    migrations: spec.migrations ?? [],
    warehouseMigrations: spec.warehouseMigrations ?? [],
    commands: spec.commands ?? [],
    // The host resolves exactly the refs that `needs` names, and parses config by the plugin's own schema.
    start: async services => spec.start(services as Parameters<typeof spec.start>[0]),
  };
}
