import { z } from 'zod';
import { keyScopes } from './service';

export const keyModes = ['live', 'test'] as const;
export const keyStatuses = ['active', 'expiring', 'expired', 'revoked'] as const;

/** Days of the small chart beside each key. */
export const sparkDays = 14;
/** A rotated key goes on working this long at most: 30 days. */
export const maxOverlapHours = 720;
export const defaultOverlapHours = 24;

const epochMs = z.int().nonnegative();

/** A key as its owners see it: everything but the secret, which exists only in the answer to its creation. */
export const apiKey = z.object({
  id: z.string(),
  label: z.string(),
  mode: z.enum(keyModes),
  /** `nc_live_ab12…wxyz` */
  masked: z.string(),
  scopes: z.array(z.enum(keyScopes)),
  /** Empty: any address. */
  allowedCidrs: z.array(z.string()),
  /** `expiring`: replaced by a rotation, within its overlap. */
  status: z.enum(keyStatuses),
  createdAt: epochMs,
  lastUsedAt: epochMs.nullable(),
  expiresAt: epochMs.nullable(),
  revokedAt: epochMs.nullable(),
  /** Id of the key that a rotation put in its place. */
  replacedBy: z.string().nullable(),
  /** Requests per UTC day, oldest first, today last. */
  requestsByDay: z.array(z.int().nonnegative()).length(sparkDays),
});
export type ApiKey = z.output<typeof apiKey>;

export const createdKey = z.object({
  key: apiKey,
  /** The whole key. Shown here and never again. */
  secret: z.string(),
});
export type CreatedKey = z.output<typeof createdKey>;

export const newKey = z.strictObject({
  label: z
    .string()
    .trim()
    .min(1, 'Give the key a label that tells where it is used')
    .max(80, 'Keep the label to 80 characters'),
  mode: z.enum(keyModes).default('live'),
  scopes: z
    .array(z.enum(keyScopes))
    .min(1, 'Choose at least one scope')
    .default(['packs:query', 'packs:download']),
  /** Epoch ms; absent or null: until revoked. */
  expiresAt: epochMs.nullish(),
  /** `203.0.113.0/24`, `2001:db8::/32`, or one address; absent or empty: any. */
  allowedCidrs: z.array(z.string().trim().min(1).max(49)).max(50, 'Allow at most 50 ranges').default([]),
});
export type NewKey = z.output<typeof newKey>;

export const rotation = z.strictObject({
  /** How long the old key goes on working; 0 ends it now. */
  overlapHours: z.int().min(0).max(maxOverlapHours).default(defaultOverlapHours),
});

export const usageDay = z.object({
  date: z.iso.date(),
  rows: z.int().nonnegative(),
  requests: z.int().nonnegative(),
});

export const packUsage = z.object({
  packId: z.string(),
  /** Rows delivered. */
  used: z.int().nonnegative(),
  /** Rows set aside for requests now running. */
  reserved: z.int().nonnegative(),
  /** Rows a month; null where no subscription counts now. */
  limit: z.int().nonnegative().nullable(),
  /** Epoch ms: the month's end, UTC. */
  resetsAt: epochMs,
  /** Every day of the month so far; the rows add up to `used`. */
  daily: z.array(usageDay),
});
export type PackUsage = z.output<typeof packUsage>;

export const usage = z.object({
  /** `2026-11` */
  month: z.string(),
  packs: z.array(packUsage),
});
export type Usage = z.output<typeof usage>;
