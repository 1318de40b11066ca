import { binary, endpoint, noContent, rawBody } from '@netcrab/plugin-api/contract';
import { patterns, preview, telemetryManage } from '@netcrab/plugin-telemetry/contract';
import { z } from 'zod';

const manage = { permission: telemetryManage } as const;

/** A session of the playground is a few hundred events of about 400 bytes. */
export const maxPlaygroundBytes = 512 * 1024;
/** What the SDK in the playground is told as its endpoint, below the portal's address. */
export const playgroundEndpoint = '/api/sdk-docs/playground/v1/events/batch';

export const sdkEndpoints = {
  script: endpoint({
    method: 'GET',
    path: '/sdk/netcrab.js',
    summary: 'The browser SDK, for a script tag',
    description:
      'The newest one; browsers ask again after five minutes. `/sdk/<hash>/netcrab.js` never changes and may be pinned by `integrity`.',
    tags: ['SDK'],
    access: 'public',
    plane: 'data',
    cors: true,
    output: binary('text/javascript'),
    cache: 'public, max-age=300',
  }),
  pinnedScript: endpoint({
    method: 'GET',
    path: '/sdk/:hash/netcrab.js',
    summary: 'The browser SDK of one content, for ever the same',
    tags: ['SDK'],
    access: 'public',
    plane: 'data',
    cors: true,
    params: z.object({
      hash: z.string().regex(/^[0-9a-f]{16}$/, 'Use the 16 hexadecimal digits of /api/sdk-docs/sdk.'),
    }),
    output: binary('text/javascript'),
    cache: 'public, max-age=31536000, immutable',
    errors: ['not_found'],
  }),
  release: endpoint({
    method: 'GET',
    path: '/api/sdk-docs/sdk',
    summary: 'Version, size and integrity of the browser SDK that the portal serves',
    tags: ['SDK'],
    access: 'public',
    output: z.object({
      version: z.string(),
      bytes: z.int().positive(),
      gzipBytes: z.int().positive(),
      hash: z.string(),
      /** For the attribute of a script tag: `sha384-…`. */
      integrity: z.string(),
    }),
    cache: 'public, max-age=300',
  }),
} as const;

export const playgroundEndpoints = {
  playgroundFrame: endpoint({
    method: 'GET',
    path: '/sdk/playground',
    summary: 'The empty page that the playground runs in',
    tags: ['SDK'],
    access: 'public',
    output: binary('text/html'),
    cache: 'public, max-age=300',
  }),
  tryBatch: endpoint({
    method: 'POST',
    path: playgroundEndpoint,
    summary: 'Try a batch: what ingest answers, and the sessions, incidents and scores it becomes',
    description: 'By the same rules as `POST /v1/events/batch`. Nothing is kept, and no key is needed.',
    tags: ['SDK'],
    access: 'public',
    body: rawBody({ maxBytes: maxPlaygroundBytes, contentTypes: ['application/json'] }),
    output: preview,
    errors: ['payload_too_large'],
  }),
} as const;

const productId = z.string().regex(patterns.productId, 'Use the id of one of your products.');
const taskTypeId = z
  .string()
  .min(1, 'Name the task type.')
  .max(128, 'Task types have at most 128 characters.');
const taskType = z.object({
  productId: z.string(),
  taskType: z.string(),
  label: z.string(),
  /** Found in the paths of sessions, rather than named by the SDK. */
  inferred: z.boolean(),
  runs: z.int().nonnegative(),
  /** 0 to 1; null where nobody said when the task is done. */
  successShare: z.number().nullable(),
  /** Start of its latest run, epoch ms. */
  lastSeen: z.number(),
  mergedInto: z.string().nullable(),
});
export type TaskTypeView = z.output<typeof taskType>;

export const taskTypeEndpoints = {
  listTaskTypes: endpoint({
    method: 'GET',
    path: '/api/sdk-docs/task-types',
    summary: 'Task types of your products, named and inferred, with their use',
    tags: ['Task types'],
    access: manage,
    query: z.object({ productId: productId.optional() }),
    output: z.object({ taskTypes: z.array(taskType) }),
  }),
  renameTaskType: endpoint({
    method: 'PUT',
    path: '/api/sdk-docs/products/:productId/task-types/:taskType/label',
    summary: 'Label a task type',
    tags: ['Task types'],
    access: manage,
    params: z.object({ productId, taskType: taskTypeId }),
    body: z.strictObject({
      label: z.string().trim().min(1, 'Give a label.').max(80, 'Keep the label to 80 characters.'),
    }),
    output: noContent,
    errors: ['not_found'],
  }),
  mergeTaskType: endpoint({
    method: 'PUT',
    path: '/api/sdk-docs/products/:productId/task-types/:taskType/merged-into',
    summary: 'Count the runs of a task type under another',
    description: 'What the runs were is kept: a merge can be taken back.',
    tags: ['Task types'],
    access: manage,
    params: z.object({ productId, taskType: taskTypeId }),
    body: z.strictObject({ into: taskTypeId }),
    output: noContent,
    errors: ['not_found', 'conflict'],
  }),
  unmergeTaskType: endpoint({
    method: 'DELETE',
    path: '/api/sdk-docs/products/:productId/task-types/:taskType/merged-into',
    summary: 'Take a merge back',
    tags: ['Task types'],
    access: manage,
    params: z.object({ productId, taskType: taskTypeId }),
    output: noContent,
    errors: ['not_found'],
  }),
} as const;

export const endpoints = { ...sdkEndpoints, ...playgroundEndpoints, ...taskTypeEndpoints };
