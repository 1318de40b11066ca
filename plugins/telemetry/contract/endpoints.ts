import { endpoint, noContent, rawBody } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { deletionEndpoints } from './deletion';
import { liveEndpoints } from './live';
import { telemetryManage, telemetryOperate } from './permissions';
import { verticals } from './service';
import { skewBands } from './skew';
import { patterns } from './wire';

/** The auth scheme of ingest keys. */
export const ingestKeyScheme = 'ingest-key';
export const ingestKeyPrefix = 'nc_ingest_';

const tags = ['Telemetry'];
const manage = { permission: telemetryManage } as const;
const operate = { permission: telemetryOperate } as const;
const orgParam = z.object({ orgId: z.string().min(1).max(128) });

/** Text as a name that people read: no line breaks, nothing that turns the direction of what follows. */
const oneLine = (missing: string, max: number) =>
  z
    .string()
    .trim()
    .min(1, missing)
    .max(max)
    .regex(/^[^\p{Cc}\u2028-\u202e\u2066-\u2069]*$/u, 'Leave out line breaks and invisible characters.');
const productFields = {
  name: oneLine('Give the product a name.', 120),
  vertical: z.enum(verticals),
};
const productId = z
  .string()
  .regex(patterns.productId, 'Use 1 to 64 letters, digits, _ . : or -, starting with a letter or digit.');
const origin = z
  .string()
  .regex(/^https?:\/\/[a-z0-9.-]+(?::\d+)?$/i, 'Use an origin without a path: https://app.example.com');
export const newIngestKey = z.strictObject({
  label: oneLine('Give the key a label.', 80),
  /** Pages that may use the key; without any it is for servers, whose requests name no origin. */
  origins: z.array(origin).max(20).default([]),
});
export const newProduct = z.strictObject({ productId, ...productFields });

const product = z.object({
  productId: z.string(),
  name: z.string(),
  vertical: z.enum(verticals),
  /** False for one whose events arrive but that nobody has registered yet. */
  registered: z.boolean(),
  /** Over the last 30 days. */
  accepted: z.number(),
  rejected: z.number(),
  lastEventAt: z.number().nullable(),
});
export type ProductSummary = z.output<typeof product>;

const ingestKey = z.object({
  id: z.string(),
  label: z.string(),
  /** The start of the secret, to tell keys apart. */
  hint: z.string(),
  origins: z.array(z.string()),
  createdAt: z.number(),
  lastUsedAt: z.number().nullable(),
  revokedAt: z.number().nullable(),
});
export type IngestKeyInfo = z.output<typeof ingestKey>;
const createdKey = ingestKey.extend({ secret: z.string() });

const quality = z.object({
  days: z.array(
    z.object({
      day: z.string(),
      accepted: z.number(),
      rejected: z.number(),
      duplicates: z.number(),
      late: z.number(),
    }),
  ),
  rejections: z.array(z.object({ rule: z.string(), count: z.number() })),
  sdkVersions: z.array(z.object({ version: z.string(), events: z.number() })),
  /** Events by how far the sender's clock was off, all bands in order. */
  clockSkew: z.array(z.object({ band: z.enum(skewBands), events: z.number() })),
  lastEventAt: z.number().nullable(),
});
export type DataQuality = z.output<typeof quality>;

const processing = z.object({
  /** Bytes acknowledged but not yet processed. */
  backlogBytes: z.number(),
  /** True when everything acknowledged stands in the warehouse tables with its final scores. */
  caughtUp: z.boolean(),
  /** Sums over all time: events stored, repeats dropped, events for sessions closed for more than 7 days. */
  stored: z.number(),
  duplicates: z.number(),
  expired: z.number(),
  late: z.number(),
  sessions: z.number(),
  taskRuns: z.number(),
});
export type ProcessingState = z.output<typeof processing>;

export const ingestAnswer = z.object({
  status: z.enum(['accepted', 'partial', 'rejected']),
  accepted: z.int(),
  rejected: z.int(),
  duplicates: z.int(),
  errors: z.array(z.object({ index: z.int(), field: z.string(), message: z.string() })).optional(),
});
export type IngestAnswer = z.output<typeof ingestAnswer>;

/** Compressed; after inflation a bound of its own holds. */
export const maxBatchBytes = 10 * 1024 * 1024;

export const telemetryEndpoints = {
  ingest: endpoint({
    method: 'POST',
    path: '/v1/events/batch',
    summary: 'Send a batch of events',
    description:
      'Up to 1,000 events, gzip or plain. A bad event never costs the good ones beside it: each refusal is named by index and field. Answered once the accepted events are on disk. `duplicates` counts events seen recently; repeats sent later are recognised in processing.',
    tags,
    access: { scheme: ingestKeyScheme, scope: 'events:write' },
    plane: 'data',
    cors: true,
    body: rawBody({ maxBytes: maxBatchBytes, contentTypes: ['application/json'] }),
    output: ingestAnswer,
    status: 202,
    errors: ['payload_too_large', 'unavailable'],
  }),
  listProducts: endpoint({
    method: 'GET',
    path: '/api/telemetry/products',
    summary: 'List your products and the events received',
    tags,
    access: manage,
    output: z.object({ products: z.array(product) }),
  }),
  createProduct: endpoint({
    method: 'POST',
    path: '/api/telemetry/products',
    summary: 'Register a product',
    tags,
    access: manage,
    body: newProduct,
    output: product,
    status: 201,
    errors: ['conflict'],
  }),
  updateProduct: endpoint({
    method: 'PATCH',
    path: '/api/telemetry/products/:productId',
    summary: 'Rename a product or change its vertical',
    tags,
    access: manage,
    params: z.object({ productId }),
    body: z.strictObject(productFields),
    output: product,
  }),
  productQuality: endpoint({
    method: 'GET',
    path: '/api/telemetry/products/:productId/quality',
    summary: 'Events, refusals by rule, late share and SDK versions of a product',
    tags,
    access: manage,
    params: z.object({ productId }),
    query: z.object({ days: z.coerce.number().int().min(1).max(90).default(30) }),
    output: quality,
  }),
  ...liveEndpoints,
  ...deletionEndpoints,
  listIngestKeys: endpoint({
    method: 'GET',
    path: '/api/telemetry/ingest-keys',
    summary: 'List your ingest keys',
    tags,
    access: manage,
    output: z.object({ keys: z.array(ingestKey) }),
  }),
  createIngestKey: endpoint({
    method: 'POST',
    path: '/api/telemetry/ingest-keys',
    summary: 'Create an ingest key; its secret is in this answer only',
    tags,
    access: manage,
    body: newIngestKey,
    output: createdKey,
    status: 201,
  }),
  revokeIngestKey: endpoint({
    method: 'DELETE',
    path: '/api/telemetry/ingest-keys/:keyId',
    summary: 'Revoke an ingest key; the next request with it is refused',
    tags,
    access: manage,
    params: z.object({ keyId: z.string().max(64) }),
    output: noContent,
  }),
  processing: endpoint({
    method: 'GET',
    path: '/api/telemetry/processing',
    summary: 'How far processing is, and what became of your events',
    description: 'Compare before and after an import: `stored` grows by new events, `duplicates` by repeats.',
    tags,
    access: manage,
    output: processing,
  }),
  operatorProcessing: endpoint({
    method: 'GET',
    path: '/api/telemetry/admin/processing',
    summary: 'How far processing is, over all organisations or for one',
    tags,
    access: operate,
    query: z.object({ orgId: z.string().max(128).optional() }),
    output: processing,
  }),
  operatorEnsureProduct: endpoint({
    method: 'PUT',
    path: '/api/telemetry/admin/orgs/:orgId/products/:productId',
    summary: "Create or update an organisation's product",
    tags,
    access: operate,
    params: orgParam.extend({ productId }),
    body: z.strictObject(productFields),
    output: product,
  }),
  operatorCreateIngestKey: endpoint({
    method: 'POST',
    path: '/api/telemetry/admin/orgs/:orgId/ingest-keys',
    summary: 'Create an ingest key for an organisation',
    tags,
    access: operate,
    params: orgParam,
    body: newIngestKey,
    output: createdKey,
    status: 201,
  }),
  operatorRevokeIngestKey: endpoint({
    method: 'DELETE',
    path: '/api/telemetry/admin/orgs/:orgId/ingest-keys/:keyId',
    summary: "Revoke an organisation's ingest key",
    tags,
    access: operate,
    params: orgParam.extend({ keyId: z.string().max(64) }),
    output: noContent,
  }),
} as const;
