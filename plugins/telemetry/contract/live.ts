import { endpoint } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { telemetryManage } from './permissions';
import { deviceTypes, eventTypes, patterns } from './wire';

const liveEvent = z.object({
  eventId: z.string(),
  productId: z.string(),
  sessionId: z.string(),
  userHash: z.string(),
  /** ISO 8601, as the sender's clock said. */
  ts: z.string(),
  /** When it was acknowledged, epoch ms. */
  receivedAt: z.number(),
  sdkVersion: z.string(),
  eventType: z.enum(eventTypes),
  screenId: z.string(),
  route: z.string(),
  appName: z.string().optional(),
  name: z.string().optional(),
  taskId: z.string().optional(),
  success: z.boolean().optional(),
  elementType: z.string().optional(),
  elementLabelHash: z.string().optional(),
  errorCode: z.string().optional(),
  latencyMs: z.number().optional(),
  responseMs: z.number().optional(),
  deviceType: z.enum(deviceTypes).optional(),
  os: z.string().optional(),
  browser: z.string().optional(),
  releaseVersion: z.string().optional(),
  segment: z.string().optional(),
  extra: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
export type LiveEvent = z.output<typeof liveEvent>;

const liveRejection = z.object({
  rule: z.string(),
  field: z.string(),
  count: z.number(),
  /** Epoch ms. */
  lastAt: z.number(),
});
export type LiveRejection = z.output<typeof liveRejection>;

const liveAnswer = z.object({
  /** Oldest first. */
  events: z.array(liveEvent),
  /** Of the last ten minutes, most frequent first; also of events that name no product that can be read. */
  rejections: z.array(liveRejection),
  /** Send it as `after` to get what comes next. */
  cursor: z.string(),
});
export type LiveAnswer = z.output<typeof liveAnswer>;

export const maxLiveEvents = 100;

export const liveEndpoints = {
  live: endpoint({
    method: 'GET',
    path: '/api/telemetry/live',
    summary: 'The last events of a product, as they are acknowledged',
    description:
      'At most 100 events, the latest ones, oldest first, without pointer positions. Send the `cursor` of the answer as `after` to get only what came since. Kept in memory for a few minutes: the whole of it stands in the warehouse.',
    tags: ['Telemetry'],
    access: { permission: telemetryManage },
    query: z.object({
      productId: z
        .string()
        .regex(
          patterns.productId,
          'Use 1 to 64 letters, digits, _ . : or -, starting with a letter or digit.',
        ),
      after: z
        .string()
        .regex(/^[0-9a-z]{1,16}-\d{1,15}$/, 'Use the cursor of an earlier answer, or leave it out.')
        .optional(),
    }),
    output: liveAnswer,
  }),
} as const;
