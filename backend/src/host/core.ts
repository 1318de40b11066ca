import {
  core as refs,
  type AppConfig,
  type BackendPlugin,
  type Clock,
  type DatabaseService,
  type HostService,
  type Ids,
  type Logger,
  type Permission,
} from '@netcrab/plugin-api/backend';
import type { IncomingMessage } from 'node:http';
import type { LoadedConfig } from '../config/load';
import { createAudit } from '../services/audit';
import { createAuthentication, type Authentication } from '../services/auth/service';
import { DatabaseSessionStore } from '../services/auth/sessionStore';
import { createSystemClock } from '../services/clock';
import { connectDatabase } from '../services/database/connect';
import { createMigrator, type Migrator } from '../services/database/migrate';
import { createDatabaseService } from '../services/database/service';
import { createEvents } from '../services/events';
import { createFiles } from '../services/files';
import { clientIpReader } from '../services/http/clientIp';
import { createHttpHost, type HttpHost } from '../services/http/server';
import { createIds } from '../services/ids';
import { createLifecycle } from '../services/lifecycle';
import { createLimits } from '../services/limits';
import { createLogger } from '../services/logger';
import { createMail } from '../services/mail';
import { createMetrics, type Metrics } from '../services/metrics';
import { createScheduler } from '../services/scheduler';
import { createSecrets, loadRootKey } from '../services/secrets';
import { isThisMachine } from '../services/thisMachine';
import { createWarehouse, type Warehouse } from '../services/warehouse';
import { coreMigrations } from './coreMigrations';

/** The core services of one running portal. */
export interface Core {
  readonly app: AppConfig;
  readonly startedAt: number;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly database: DatabaseService;
  /** For people: `SQLite`, `PostgreSQL`. */
  readonly databaseName: string;
  readonly migrator: Migrator;
  readonly authentication: Authentication;
  readonly http: HttpHost;
  readonly metrics: Metrics;
  readonly warehouse: Warehouse;
  /** A core service by its ref's id, made for the plugin where it is scoped. */
  service(id: string, plugin: BackendPlugin): unknown;
  /** Whether a request came from this machine. */
  isLocal(request: IncomingMessage): boolean;
  /** The doors are open: ready hooks, jobs, event delivery. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface CoreOptions {
  readonly root: string;
  readonly dataDir: string;
  readonly config: LoadedConfig;
  readonly demo: boolean;
  readonly baseUrl: () => string;
  readonly localUrl: () => string;
  readonly permissions: () => readonly Permission[];
  readonly host: HostService;
  readonly clock?: Clock;
  readonly ids?: Ids;
}

export async function createCore(options: CoreOptions): Promise<Core> {
  const { root, dataDir, demo, baseUrl, localUrl, permissions, host } = options;
  const { host: config, environment } = options.config;
  const clock = options.clock ?? createSystemClock();
  const ids = options.ids ?? createIds({ clock });
  const log = createLogger({
    level: config.log.level,
    format: environment === 'production' ? 'json' : 'line',
  });
  const rootKey = loadRootKey({ dataDir, configured: config.secrets.key });
  const secrets = createSecrets({ rootKey });
  const metrics = createMetrics();
  const lifecycle = createLifecycle({ logger: log });
  const knex = await connectDatabase(config.database, dataDir);
  const database = createDatabaseService(knex, config.database.client);
  const migrator = createMigrator(database, clock);
  await migrator.prepare();
  await migrator.up('core', coreMigrations);

  const warehouse = createWarehouse({ dataDir, options: config.warehouse, clock, logger: log });
  const limits = createLimits({ clock });
  const audit = createAudit({ database, clock });
  const instanceId = ids.uuid();
  const events = createEvents({ database, clock, ids, logger: log, instanceId });
  const scheduler = createScheduler({ database, clock, ids, logger: log, instanceId });
  const files = createFiles({ dataDir, ids });
  const mail = createMail({
    database,
    scheduler: scheduler.forPlugin('core'),
    clock,
    ids,
    logger: log,
    options: config.mail,
  });
  const sessions = new DatabaseSessionStore(knex, clock, ids);
  scheduler.forPlugin('core').schedule({
    id: 'remove-expired-sessions',
    title: 'Remove expired sessions',
    cron: '30 3 * * *',
    run: async () => ({ removed: await sessions.removeExpired() }),
  });
  const authentication = createAuthentication(sessions, permissions);
  const http = createHttpHost({
    config: config.server,
    baseUrl,
    authentication,
    sessionSecret: secrets.derive('session-cookie', 32).toString('hex'),
    limits,
    metrics,
    ids,
    log,
  });
  const app: AppConfig = {
    title: config.app.title,
    get baseUrl() {
      return baseUrl();
    },
    get localUrl() {
      return localUrl();
    },
    dataDir,
    environment,
    demo,
    root,
  };

  const byId: Readonly<Record<string, (plugin: BackendPlugin) => unknown>> = {
    [refs.app.id]: () => app,
    [refs.logger.id]: plugin => log.child({ plugin: plugin.id }),
    [refs.clock.id]: () => clock,
    [refs.ids.id]: () => ids,
    [refs.database.id]: () => database,
    [refs.http.id]: plugin => http.forPlugin(plugin.id),
    [refs.warehouse.id]: plugin => warehouse.forPlugin(plugin.id, plugin.warehouseMigrations),
    [refs.limits.id]: () => limits,
    [refs.audit.id]: () => audit,
    [refs.files.id]: () => files,
    [refs.mail.id]: () => mail,
    [refs.scheduler.id]: plugin => scheduler.forPlugin(plugin.id),
    [refs.events.id]: plugin => events.forPlugin(plugin.id),
    [refs.secrets.id]: () => secrets,
    [refs.metrics.id]: () => metrics,
    [refs.lifecycle.id]: plugin => lifecycle.forPlugin(plugin.id),
    [refs.host.id]: () => host,
  };
  const clientIp = clientIpReader(config.server.trustedProxies);

  return {
    app,
    startedAt: clock.now(),
    clock,
    ids,
    log,
    database,
    databaseName: config.database.client === 'pg' ? 'PostgreSQL' : 'SQLite',
    migrator,
    authentication,
    http,
    metrics,
    warehouse,
    service(id, plugin) {
      const make = byId[id];
      if (!make) throw new Error(`There is no core service ${id}`);
      return make(plugin);
    },
    isLocal(request) {
      const ip = clientIp(request);
      // Behind a proxy that the configuration does not name, everybody would seem to be here.
      if (config.server.trustedProxies.length === 0 && request.headers['x-forwarded-for']) return false;
      return isThisMachine(ip);
    },
    async start() {
      await files.clean();
      await scheduler.start({ byTime: config.scheduler.enabled });
      await events.start();
      for (const { owner, error } of await lifecycle.ready())
        log.error({ plugin: owner, err: error }, 'a ready hook failed');
    },
    async stop() {
      await http.stop(config.server.drainSeconds * 1000);
      await scheduler.stop();
      await events.stop();
      await lifecycle.stop();
      await warehouse.close();
      await knex.destroy();
    },
  };
}
