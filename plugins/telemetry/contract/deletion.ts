import { defineEvent, endpoint } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { telemetryErase } from './permissions';
import { patterns } from './wire';

const rowCount = z.object({ table: z.string(), before: z.number(), after: z.number() });

const proof = z.object({
  /** Rows of each table before and after. */
  tables: z.array(rowCount),
  /** Closed files of the event log that were removed. */
  logSegments: z.number(),
  /** What happened or was received up to here is gone, and kept out if it is sent again. Epoch ms. */
  until: z.number(),
  finishedAt: z.number(),
  /** SHA-256 over the above and the request, as it stands in the audit log. */
  hash: z.string(),
});
export type DeletionProof = z.output<typeof proof>;

export const deletionStates = ['requested', 'running', 'done'] as const;
export type DeletionState = (typeof deletionStates)[number];

const deletion = z.object({
  id: z.string(),
  productId: z.string(),
  scope: z.enum(['product', 'user']),
  /** SHA-256 of `<org>\n<product>\n<userHash>`; null for a whole product. The hash itself is not kept. */
  subject: z.string().nullable(),
  state: z.enum(deletionStates),
  requestedAt: z.number(),
  finishedAt: z.number().nullable(),
  proof: proof.nullable(),
});
export type Deletion = z.output<typeof deletion>;

/** All data of a product was deleted on request: whoever keeps something derived from it deletes that too. */
export const productErased = defineEvent(
  'product_erased',
  z.object({ orgId: z.string(), productId: z.string() }),
);

const productParam = z.object({
  productId: z
    .string()
    .regex(patterns.productId, 'Use 1 to 64 letters, digits, _ . : or -, starting with a letter or digit.'),
});
const tags = ['Telemetry'];
const access = { permission: telemetryErase } as const;

export const deletionEndpoints = {
  requestDeletion: endpoint({
    method: 'POST',
    path: '/api/telemetry/products/:productId/deletions',
    summary: "Delete a product's telemetry, or one user's",
    description:
      'Everything that happened or was received up to now: events, sessions, runs, incidents, aggregates, and the event log. Sent again later, it is kept out. What happens afterwards is new: to stop it too, revoke the ingest key or opt the user out in your application. Packs released before hold no single user and stay as they are. Asking again while a deletion of the same scope is under way answers that one.',
    tags,
    access,
    params: productParam,
    body: z.strictObject({
      userHash: z
        .string()
        .regex(patterns.userHash, 'Use the hash your events carry: 8 to 128 letters, digits, _ or -.')
        .optional(),
    }),
    output: deletion,
    status: 202,
  }),
  listDeletions: endpoint({
    method: 'GET',
    path: '/api/telemetry/products/:productId/deletions',
    summary: 'Deletions of a product, with their proofs',
    tags,
    access,
    params: productParam,
    output: z.object({ deletions: z.array(deletion) }),
  }),
} as const;
