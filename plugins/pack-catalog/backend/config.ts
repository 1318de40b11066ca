import { z } from 'zod';

export const packCatalogConfig = z.strictObject({
  /** Memory for encoded answers, in MB. */
  answerCacheMb: z.number().min(1).max(4096).default(32),
  /** A query that reads whole tables is stopped after this. */
  queryTimeoutMs: z.int().min(100).max(120_000).default(10_000),
});
