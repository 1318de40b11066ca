import { z } from 'zod';

export const demoConfig = z.strictObject({
  /** The same seed makes the same demo, on the same day. */
  seed: z.string().min(1).default('netcrab'),
  /** Of all sellers over all days, about. */
  sessions: z.int().min(100).max(10_000_000).default(100_000),
  days: z.int().min(1).max(365).default(90),
  sellersPerVertical: z.int().min(1).max(200).default(25),
  /** Whether events are made and sent by a thread of their own. */
  thread: z.boolean().default(true),
});
export type DemoConfig = z.output<typeof demoConfig>;
