import { z } from 'zod';

export const packBuilderConfig = z.strictObject({
  /** Definition files, folders of them, or `folder/*.yaml`; relative to the configuration's folder. */
  locations: z.array(z.string()).default(['plugins/pack-builder/definitions/*.yaml']),
  /** When all packs but insight reports are built; UTC. */
  schedule: z.string().default('0 2 * * *'),
  /** When insight reports are built; UTC. */
  insightSchedule: z.string().default('0 3 * * 1'),
  /** Opt-ins and opt-outs that come close together make one build. */
  debounceSeconds: z.number().min(0).max(3600).default(30),
  /** ρ that all packs together may spend of one source's day: ten times the ρ of one pack. */
  budgetPerSourceDay: z.number().min(0.001).max(1).default(0.15),
});
export type PackBuilderConfig = z.output<typeof packBuilderConfig>;
