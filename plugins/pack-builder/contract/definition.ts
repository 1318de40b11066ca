import { z } from 'zod';

export const packKinds = ['ux_benchmarks', 'task_flows', 'release_deltas', 'insight_reports'] as const;
export const packVerticals = ['B2B_CRM', 'SUPPORT_DESK', 'ERP', 'HRIS', 'CUSTOM', 'ANY'] as const;
export const packTables = [
  'mp_ux_friction_daily',
  'mp_task_flows',
  'mp_release_deltas',
  'mp_insight_reports',
] as const;

/** A pack's definition file: Backstage's entity envelope around what to build and how to sell it. */
export const packDefinition = z.strictObject({
  apiVersion: z.literal('netcrab.io/v1'),
  kind: z.literal('DataPack'),
  metadata: z.strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_]{2,62}$/, 'Use 3 to 63 of a-z, 0-9 and _, starting with a letter or digit.'),
    title: z.string().min(1).max(120),
    description: z.string().min(1).max(4000),
    tags: z.array(z.string().regex(/^[a-z0-9][a-z0-9-]*$/)).default([]),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
  spec: z.strictObject({
    kind: z.enum(packKinds),
    vertical: z.enum(packVerticals),
    table: z.enum(packTables),
    fields: z.array(
      z.strictObject({
        name: z.string().regex(/^[a-z][a-z0-9_]*$/),
        type: z.enum(['string', 'integer', 'number', 'date', 'string[]', 'json']),
        description: z.string().min(1),
        unit: z.string().optional(),
      }),
    ),
    updateFrequency: z.enum(['daily', 'weekly']),
    /** Distinct orgs per released cell. */
    minOrgs: z.int().min(5, 'Never below 5: fewer orgs would let one infer another.').max(10_000).default(20),
    /** Sessions of the pack over the trailing 30 days; below it nothing is published. */
    minSessions: z.int().min(500).default(10_000),
    /** Sessions per released cell. */
    minCellSessions: z.int().min(50).default(100),
    privacy: z
      .strictObject({
        /** Cells one user-day may touch. */
        cellsPerUnit: z.int().min(1).max(8).default(8),
        /** zCDP per unit, pack and day. */
        rho: z.number().min(0.0001).max(0.015).default(0.015),
        delta: z.number().min(1e-12).max(1e-7).default(1e-7),
        /** Coarsest calendar cell to generalize to before dropping. */
        generalizeTo: z.enum(['day', 'week', 'month']).default('month'),
      })
      .prefault({}),
    retentionDays: z.int().min(1).max(3650).default(365),
    public: z.boolean().default(true),
    /** Thresholds below the defaults are allowed only with it, and the pack page says so. */
    demo: z.boolean().default(false),
    categories: z.array(z.string()).default([]),
    useCases: z.array(z.string()).default([]),
    license: z.strictObject({
      name: z.string(),
      do: z.array(z.string()),
      dont: z.array(z.string()),
      text: z.string(),
    }),
    /** Tier → USD a month as decimal text; `contact` where the price is agreed. */
    pricing: z.record(
      z.enum(['standard', 'pro', 'enterprise']),
      z.union([z.string().regex(/^\d+(\.\d{2})?$/), z.literal('contact')]),
    ),
  }),
});

export type PackDefinition = z.output<typeof packDefinition>;
