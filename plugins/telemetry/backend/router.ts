import {
  auditActor,
  ForbiddenError,
  NotFoundError,
  type Handlers,
  type OrgId,
  type RequestContext,
} from '@netcrab/plugin-api/backend';
import type { ProcessingState, telemetryEndpoints } from '../contract';
import type { IdentityService } from '@netcrab/plugin-identity/contract';
import type { Deletions } from './deletion/deletions';
import type { createIngest } from './ingest/ingestBatch';
import type { IngestKeys } from './keys/ingestKeys';
import type { IngestKey } from './keys/ingestKeyStore';
import type { LiveFeed } from './live/liveFeed';
import type { ProductPages } from './products/productPages';

export interface RouterOptions {
  readonly ingest: ReturnType<typeof createIngest>;
  readonly keys: IngestKeys;
  readonly products: ProductPages;
  readonly live: LiveFeed;
  readonly deletions: Deletions;
  readonly processing: (orgId: string | null) => Promise<ProcessingState>;
  readonly identity: IdentityService;
}

/** The org the caller acts for. */
function orgOf({ principal }: RequestContext): OrgId {
  if (principal.kind !== 'anonymous' && principal.orgId !== null) return principal.orgId;
  throw new ForbiddenError('Choose an organisation first: this page belongs to one.');
}

const keyInfo = ({ id, label, hint, origins, createdAt, lastUsedAt, revokedAt }: IngestKey) => ({
  id,
  label,
  hint,
  origins: [...origins],
  createdAt,
  lastUsedAt,
  revokedAt,
});

/** Maps the endpoints of the contract to their operations. */
export function createRouter(options: RouterOptions): Handlers<typeof telemetryEndpoints> {
  const { ingest, keys, products, live, deletions, processing, identity } = options;

  async function existing(orgId: string): Promise<string> {
    if (!(await identity.org(orgId as OrgId)))
      throw new NotFoundError(`There is no organisation ${orgId}. Create it first, or check its id.`);
    return orgId;
  }
  const created = (key: IngestKey & { readonly secret: string }) => ({ ...keyInfo(key), secret: key.secret });

  return {
    ingest: ({ body }, context) =>
      ingest({ orgId: orgOf(context), body, encoding: context.headers['content-encoding'] }),
    listProducts: async (_, context) => ({ products: await products.list(orgOf(context)) }),
    createProduct: ({ body }, context) =>
      products.create({ orgId: orgOf(context), ...body }, auditActor(context.principal)),
    updateProduct: ({ params, body }, context) =>
      products.update({ orgId: orgOf(context), ...params, ...body }, auditActor(context.principal)),
    productQuality: ({ params, query }, context) =>
      products.quality(orgOf(context), params.productId, query.days),
    live: async ({ query }, context) => live.read(orgOf(context), query.productId, query.after),
    requestDeletion: ({ params, body }, context) =>
      deletions.request({ orgId: orgOf(context), ...params, ...body }, auditActor(context.principal)),
    listDeletions: async ({ params }, context) => ({
      deletions: await deletions.list(orgOf(context), params.productId),
    }),
    listIngestKeys: async (_, context) => ({ keys: (await keys.list(orgOf(context))).map(keyInfo) }),
    createIngestKey: async ({ body }, context) =>
      created(await keys.create({ orgId: orgOf(context), ...body, actor: auditActor(context.principal) })),
    revokeIngestKey: async ({ params }, context) => {
      await keys.revoke(orgOf(context), params.keyId, auditActor(context.principal));
      return undefined;
    },
    processing: (_, context) => processing(orgOf(context)),
    operatorProcessing: ({ query }) => processing(query.orgId ?? null),
    operatorEnsureProduct: async ({ params, body }, context) =>
      products.ensure(
        { ...params, ...body, orgId: await existing(params.orgId) },
        auditActor(context.principal),
      ),
    operatorCreateIngestKey: async ({ params, body }, context) =>
      created(
        await keys.create({
          orgId: await existing(params.orgId),
          ...body,
          actor: auditActor(context.principal),
        }),
      ),
    operatorRevokeIngestKey: async ({ params }, context) => {
      await keys.revoke(params.orgId, params.keyId, auditActor(context.principal));
      return undefined;
    },
  };
}
