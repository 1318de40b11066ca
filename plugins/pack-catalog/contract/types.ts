import { packVerticals } from '@netcrab/plugin-pack-builder/contract';
import { z } from 'zod';

/** Bands of the lowest monthly price, for the facet; upper ends are exclusive. */
export const priceBands = ['under_250', '250_to_500', '500_to_1000', 'over_1000', 'contact'] as const;
export type PriceBand = (typeof priceBands)[number];

export const catalogueSorts = ['relevance', 'title', 'price', '-price', '-updated', '-rows'] as const;
export type CatalogueSort = (typeof catalogueSorts)[number];

/** Formats a data query can be answered in. */
export const dataFormats = ['json', 'csv', 'ndjson', 'parquet', 'arrow'] as const;
export type DataFormat = (typeof dataFormats)[number];

export const mediaTypes: Readonly<Record<DataFormat, string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
  arrow: 'application/vnd.apache.arrow.stream',
};

/** The most rows one query answers; larger answers come in pages. */
export const maxRows = 10_000;
export const defaultRows = 100;
/** Rows of a pack that anyone may see. */
export const sampleRows = 100;

const epochMs = z.int();
const cell = z.union([
  z.string(),
  z.number(),
  z.null(),
  z.array(z.unknown()),
  z.record(z.string(), z.unknown()),
]);
const row = z.record(z.string(), cell);
export type SampleRow = z.output<typeof row>;

export const packItem = z.object({
  id: z.string(),
  title: z.string(),
  shortDesc: z.string(),
  kind: z.string(),
  vertical: z.enum(packVerticals),
  category: z.string(),
  categories: z.array(z.string()),
  tags: z.array(z.string()),
  updateFrequency: z.enum(['daily', 'weekly']),
  /** The lowest monthly price as decimal text; null where every price is agreed. */
  basePriceUsd: z.string().nullable(),
  priceBand: z.enum(priceBands),
  samplePreview: z.array(row),
  /** A band such as `20–49`: exact counts would tell who joined. */
  orgCount: z.string().nullable(),
  /** null before the first review. */
  rating: z.object({ average: z.number(), count: z.int() }).nullable(),
  rows: z.int(),
  version: z.string().nullable(),
  /** Of the newest build; null before the first that published. */
  updatedAt: epochMs.nullable(),
  /** Built with thresholds lowered for a demonstration. */
  demo: z.boolean(),
});
export type PackItem = z.output<typeof packItem>;

const facet = z.array(z.object({ value: z.string(), count: z.int() }));
export const packPage = z.object({
  items: z.array(packItem),
  total: z.int(),
  page: z.int(),
  pageSize: z.int(),
  /** Counts hold for the other filters as they are: what choosing the value would leave. */
  facets: z.object({ vertical: facet, category: facet, updateFrequency: facet, priceBand: facet }),
});
export type PackPage = z.output<typeof packPage>;

const point = z.object({
  /** Epoch ms for a line, the label for a bar. */
  x: z.union([z.number(), z.string()]),
  y: z.number().nullable(),
  low: z.number().optional(),
  high: z.number().optional(),
});
export const packChart = z.object({
  id: z.string(),
  type: z.enum(['line', 'bar']),
  title: z.string(),
  unit: z.string(),
  /** What the figures are and over which window. */
  note: z.string(),
  data: z.array(point),
});
export type PackChart = z.output<typeof packChart>;

export const schemaField = z.object({
  name: z.string(),
  type: z.string(),
  description: z.string(),
  unit: z.string().optional(),
  /** Whether a query may filter by it. */
  filterable: z.boolean(),
  nullShare: z.number().nullable(),
  distinct: z.int().nullable(),
  /** Bins of a number's range, or the most frequent values of a text. */
  distribution: z.array(z.object({ label: z.string(), count: z.int() })),
});
export type SchemaField = z.output<typeof schemaField>;

export const schemaChange = z.object({
  field: z.string(),
  change: z.enum(['added', 'removed', 'retyped', 'redescribed']),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

export const packVersion = z.object({
  version: z.string(),
  status: z.enum(['draft', 'active', 'deprecated']),
  createdAt: epochMs,
  changelog: z.string(),
  breaking: z.boolean(),
  /** Against the version before; empty for the first. */
  schemaDiff: z.array(schemaChange),
});
export type PackVersionView = z.output<typeof packVersion>;

export const packQuality = z.object({
  freshness: z.object({
    builtAt: epochMs.nullable(),
    nextRefreshAt: epochMs.nullable(),
    from: z.string().nullable(),
    to: z.string().nullable(),
  }),
  /** Days with at least one row among those between the first and the last; null for packs by window. */
  completeness: z.number().nullable(),
  suppressedShare: z.number().nullable(),
  cells: z
    .object({ candidate: z.int(), published: z.int(), generalized: z.int(), dropped: z.int() })
    .nullable(),
  dropReasons: z.record(z.string(), z.int()),
  privacy: z.object({
    minOrgs: z.int(),
    minSessions: z.int(),
    minCellSessions: z.int(),
    cellsPerUnit: z.int(),
    rho: z.number(),
    epsilon: z.number().nullable(),
    delta: z.number(),
    budgetSpent: z.number().nullable(),
    budgetLimit: z.number().nullable(),
  }),
});
export type PackQuality = z.output<typeof packQuality>;

export const packDetail = packItem.extend({
  longDesc: z.string(),
  headline: z
    .object({
      unit: z.string(),
      note: z.string(),
      low: z.object({ label: z.string(), value: z.number() }),
      high: z.object({ label: z.string(), value: z.number() }),
    })
    .nullable(),
  schema: z.object({ fields: z.array(schemaField) }),
  sampleData: z.array(row),
  charts: z.array(packChart),
  pricing: z.record(z.string(), z.string()),
  tiers: z.array(
    z.object({
      tier: z.string(),
      title: z.string(),
      priceUsd: z.string().nullable(),
      rowsPerMonth: z.int(),
      requestsPerMinute: z.int(),
      packs: z.int().nullable(),
    }),
  ),
  eligibility: z.object({
    minOrgs: z.int(),
    minSessions: z.int(),
    orgCountCurrent: z.string().nullable(),
    sessionCountCurrent: z.int().nullable(),
  }),
  quality: packQuality,
  license: z.object({
    name: z.string(),
    do: z.array(z.string()),
    dont: z.array(z.string()),
    text: z.string(),
  }),
  useCases: z.array(z.string()),
  versions: z.array(packVersion),
});
export type PackDetail = z.output<typeof packDetail>;

export const snapshotFile = z.object({
  format: z.enum(['csv', 'parquet']),
  size: z.int(),
  sha256: z.string(),
  /** Path and query on this portal. */
  url: z.string(),
});
export const snapshotView = z.object({
  version: z.string(),
  buildId: z.string(),
  window: z.string(),
  builtAt: epochMs,
  rows: z.int(),
  /** Whether this org was charged for it this month: downloading it again is free until the month ends. */
  charged: z.boolean(),
  files: z.array(snapshotFile),
});
export type SnapshotView = z.output<typeof snapshotView>;

export const pinState = z.object({
  /** null while the subscription follows the latest version. */
  version: z.string().nullable(),
  autoUpgrade: z.boolean(),
});

export const myPack = z.object({
  packId: z.string(),
  title: z.string(),
  vertical: z.string(),
  tier: z.string(),
  tierTitle: z.string(),
  status: z.enum(['active', 'past_due', 'canceled']),
  endsAt: epochMs.nullable(),
  usage: z.object({
    used: z.int(),
    reserved: z.int(),
    limit: z.int(),
    resetsAt: epochMs,
    daily: z.array(z.object({ date: z.string(), rows: z.int(), requests: z.int() })),
  }),
  nextRefreshAt: epochMs.nullable(),
  builtAt: epochMs.nullable(),
  latestVersion: z.string().nullable(),
  pin: pinState,
  /** Pinned below the latest version. */
  updateAvailable: z.boolean(),
  versions: z.array(z.object({ version: z.string(), status: z.string(), breaking: z.boolean() })),
  snapshots: z.array(snapshotView),
});
export type MyPack = z.output<typeof myPack>;

export const myPacks = z.object({
  packs: z.array(myPack),
  /** Over all packs. */
  total: z.object({ used: z.int(), limit: z.int(), resetsAt: epochMs.nullable() }),
});
export type MyPacks = z.output<typeof myPacks>;
