import { z } from 'zod';

/** A switch that is on: the product's sessions count for the pack. */
export const optIn = z.object({
  productId: z.string(),
  packId: z.string(),
  /** Epoch ms of the last change. */
  changedAt: z.int(),
});
export type OptIn = z.output<typeof optIn>;

export const contributions = z.object({
  /** The organisation's own switch: off, nothing counts, and the switches below are kept. */
  enabled: z.boolean(),
  changedAt: z.int().nullable(),
  products: z.array(z.object({ productId: z.string(), name: z.string(), vertical: z.string() })),
  packs: z.array(z.object({ packId: z.string(), title: z.string(), vertical: z.string() })),
  optIns: z.array(optIn),
  /** Epoch ms of the next daily build, the first that a change made now can reach. */
  nextBuildAt: z.int(),
});
export type Contributions = z.output<typeof contributions>;

const switchId = z.string().min(1).max(120);
export const choice = z.strictObject({ productId: switchId, packId: switchId });
export type Choice = z.output<typeof choice>;

/** The most switches one request may set. */
export const mostChoices = 2_000;
export const choicesRequest = z.strictObject({
  on: z.boolean(),
  choices: z.array(choice).min(1).max(mostChoices),
});

export const change = z.object({
  id: z.string(),
  /** Null for the organisation's own switch. */
  productId: z.string().nullable(),
  packId: z.string().nullable(),
  on: z.boolean(),
  at: z.int(),
  actor: z.object({ kind: z.enum(['user', 'service', 'system']), id: z.string(), name: z.string() }),
});
export type Change = z.output<typeof change>;

export const orgRequest = z.strictObject({
  on: z.boolean(),
  /** Those named, or every pack that fits a product. */
  packIds: z.array(switchId).min(1).max(mostChoices).optional(),
});

export const outcome = z.object({
  /** Switches that changed, the organisation's own not counted. */
  changed: z.int(),
  nextBuildAt: z.int(),
});
export type Outcome = z.output<typeof outcome>;
