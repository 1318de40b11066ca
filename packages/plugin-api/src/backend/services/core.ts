import { createServiceRef } from '../../contract/service';
import type { AppConfig } from './app';
import type { AuditService } from './audit';
import type { Clock } from './clock';
import type { DatabaseService } from './database';
import type { EventsService } from './events';
import type { FilesService } from './files';
import type { HostService } from './host';
import type { HttpService } from './http';
import type { Ids } from './ids';
import type { LifecycleService } from './lifecycle';
import type { LimitsService } from './limits';
import type { Logger } from './logger';
import type { MailService } from './mail';
import type { MetricsService } from './metrics';
import type { SchedulerService } from './scheduler';
import type { SecretsService } from './secrets';
import type { WarehouseService } from './warehouse';

/** The services of the host. Those scoped to a plugin are made for each plugin that asks. */
export const core = {
  app: createServiceRef<AppConfig>('core.app'),
  logger: createServiceRef<Logger>('core.logger'),
  clock: createServiceRef<Clock>('core.clock'),
  ids: createServiceRef<Ids>('core.ids'),
  database: createServiceRef<DatabaseService>('core.database'),
  http: createServiceRef<HttpService>('core.http'),
  scheduler: createServiceRef<SchedulerService>('core.scheduler'),
  events: createServiceRef<EventsService>('core.events'),
  warehouse: createServiceRef<WarehouseService>('core.warehouse'),
  files: createServiceRef<FilesService>('core.files'),
  limits: createServiceRef<LimitsService>('core.limits'),
  secrets: createServiceRef<SecretsService>('core.secrets'),
  audit: createServiceRef<AuditService>('core.audit'),
  mail: createServiceRef<MailService>('core.mail'),
  metrics: createServiceRef<MetricsService>('core.metrics'),
  lifecycle: createServiceRef<LifecycleService>('core.lifecycle'),
  host: createServiceRef<HostService>('core.host'),
} as const;
