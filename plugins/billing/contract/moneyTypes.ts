import { z } from 'zod';

export const epochMs = z.int().nonnegative();

/** In the decimals of the currency beside it: `"499.00"` USD, `"1500"` JPY. */
export const decimalAmount = z.string().regex(/^-?\d+(\.\d+)?$/, 'Write the amount in digits, such as 12.50');

/** The first day of a month, `2026-11-01`. */
export const firstOfMonth = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-01$/, 'Give the first day of a month, such as 2026-11-01');

export const changeReason = z
  .string()
  .trim()
  .min(3, 'Say why, for the audit log')
  .max(500, 'Keep the reason to 500 characters');

export const pageNumber = z.coerce.number().int().min(1).max(10_000).default(1);
