import { z } from 'zod';

export const apiKeysConfig = z.strictObject({
  /** bcrypt's cost of stored keys; 10 takes about 50 ms once per process and key. Lower only in tests. */
  bcryptCost: z.int().min(4).max(15).default(10),
});
