import type {
  AppConfig,
  AuditService,
  AuthService,
  Clock,
  DatabaseService,
  EventsService,
  Ids,
  LimitsService,
  Logger,
  MailService,
  SecretsService,
} from '@netcrab/plugin-api/backend';
import type { IdentityConfig } from './config';
import type { Directory } from './directory';

/** What the operations of this plugin work with. */
export interface IdentityCore {
  readonly config: IdentityConfig;
  readonly app: AppConfig;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly database: DatabaseService;
  readonly secrets: SecretsService;
  readonly limits: LimitsService;
  readonly events: EventsService;
  readonly audit: AuditService;
  readonly mail: MailService;
  readonly auth: AuthService;
  readonly directory: Directory;
}
