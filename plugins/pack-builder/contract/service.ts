import { createServiceRef, defineEvent, type OrgId, type PackId } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import type { PackDefinition } from './definition';

export type VersionStatus = 'draft' | 'active' | 'deprecated';

export interface PackVersion {
  /** `1.3`: major for a schema change, minor for a method or privacy change. */
  readonly version: string;
  readonly status: VersionStatus;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly changelog: string;
  readonly breaking: boolean;
  readonly fields: PackDefinition['spec']['fields'];
}

export type SnapshotFormat = 'sqlite' | 'parquet' | 'csv';

/**
 * A column of the SQLite file beside the fields: the row as JSON, encoded once when the snapshot is written. Encoding
 * fractions is most of what answering a query would cost.
 */
export const encodedColumn = '_json';

/** The published data of one build: immutable files. */
export interface Snapshot {
  readonly packId: PackId;
  readonly version: string;
  readonly buildId: string;
  /** `latest` holds all released rows; a month (`2026-11`) those of that month. */
  readonly window: string;
  /** Epoch ms. */
  readonly builtAt: number;
  readonly rows: number;
  readonly files: Readonly<
    Partial<Record<SnapshotFormat, { readonly sha256: string; readonly size: number }>>
  >;
}

/** What a build published and withheld, for the privacy card and the quality tab. */
export interface BuildReport {
  readonly buildId: string;
  readonly cells: {
    readonly candidate: number;
    readonly published: number;
    readonly generalized: number;
    readonly dropped: number;
  };
  /** Reason → cells. */
  readonly dropReasons: Readonly<Record<string, number>>;
  /** Share of sessions whose cell was not released, 0 to 1. */
  readonly suppressedShare: number;
  readonly orgsBand: string;
  readonly sessions: number;
  readonly privacy: {
    readonly minOrgs: number;
    readonly minSessions: number;
    readonly minCellSessions: number;
    readonly cellsPerUnit: number;
    readonly rho: number;
    readonly epsilon: number;
    readonly delta: number;
    /** Spent so far by the most exposed source-day, and the most it may spend. */
    readonly budgetSpent: number;
    readonly budgetLimit: number;
  };
  /** First and last day of released data, ISO. */
  readonly from: string | null;
  readonly to: string | null;
}

export interface PublishedPack {
  readonly packId: PackId;
  readonly definition: PackDefinition;
  /** Newest active version first. */
  readonly versions: readonly PackVersion[];
  /** Of the newest active version; null before the first build that published. */
  readonly latest: Snapshot | null;
  readonly report: BuildReport | null;
}

/** What revenue is shared by. */
export interface OrgContribution {
  readonly packId: PackId;
  readonly orgId: OrgId;
  readonly sessions: number;
}

/** What other plugins may ask of pack-builder. Reads are answered from memory. */
export interface PacksService {
  list(): readonly PublishedPack[];
  get(packId: string): PublishedPack | null;
  /** All snapshots of the pack, newest first. */
  snapshots(packId: PackId): Promise<Snapshot[]>;
  /** The snapshot of a version (newest build) and window; null when there is none. */
  snapshot(packId: PackId, options: { readonly version?: string; readonly window?: string }): Snapshot | null;
  /** Called after a publication, so that readers open the new files. */
  onPublished(listener: (packId: PackId) => void): void;
  /**
   * Sessions that orgs contributed to packs in a calendar month (UTC, `2026-11`), in order of pack and org; of all
   * packs, or of one. Later builds may count them anew.
   */
  contributions(month: string, packId?: PackId): Promise<OrgContribution[]>;
  /** Packs that a product of the org may contribute to, by its vertical. */
  joinable(orgId: OrgId): Promise<PackId[]>;
  /** Starts a build of one pack, or of all; answers the job run's id. */
  build(request: { readonly packId?: PackId; readonly asOf?: string }): Promise<string>;
}

export const packsRef = createServiceRef<PacksService>('pack-builder');

export const packPublished = defineEvent(
  'pack_published',
  z.object({ packId: z.string(), version: z.string(), buildId: z.string() }),
);
export const packDefinitionUpdated = defineEvent('pack_definition_updated', z.object({ packId: z.string() }));
