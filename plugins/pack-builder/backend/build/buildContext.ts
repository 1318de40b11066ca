import type {
  AppConfig,
  Clock,
  DatabaseService,
  EventsService,
  FilesService,
  Ids,
  SecretsService,
  WarehouseService,
} from '@netcrab/plugin-api/backend';
import type { ContributionsService } from '@netcrab/plugin-contributions/contract';
import type { TelemetryService } from '@netcrab/plugin-telemetry/contract';
import type { PackDefinition } from '../../contract';
import type { PublicationStore } from '../stores/publicationStore';
import type { ReleaseStore } from '../stores/releaseStore';
import type { RosterStore } from '../stores/rosterStore';
import type { LineageStore } from './lineage';

export interface BuildDependencies {
  readonly app: AppConfig;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly database: DatabaseService;
  readonly warehouse: WarehouseService;
  readonly files: FilesService;
  readonly secrets: SecretsService;
  readonly events: EventsService;
  readonly contributions: Pick<ContributionsService, 'contributors'>;
  readonly telemetry: Pick<TelemetryService, 'products'>;
  readonly releases: ReleaseStore;
  readonly rosters: RosterStore;
  readonly lineage: LineageStore;
  readonly publications: PublicationStore;
  /** ρ that all packs together may spend of one source's day. */
  readonly budgetPerSourceDay: number;
}

export interface BuildRequest {
  readonly definition: PackDefinition;
  readonly runId: string;
  readonly asOf: string;
  readonly restateFrom: string | null;
  readonly reason: string;
  readonly signal: AbortSignal;
  progress(fraction: number, message: string): void;
}
