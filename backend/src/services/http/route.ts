import {
  isBinary,
  isRawBody,
  type AccessRule,
  type AnyEndpoint,
  type Handler,
  type RawBody,
} from '@netcrab/plugin-api/backend';
import { z } from 'zod';

/** An endpoint made ready to serve: schemas strict, status and flags worked out once. */
export interface Route {
  readonly pluginId: string;
  readonly name: string;
  readonly endpoint: AnyEndpoint;
  readonly handler: Handler<AnyEndpoint>;
  readonly params: z.ZodType | null;
  readonly query: z.ZodType;
  readonly body: z.ZodType | null;
  readonly raw: RawBody | null;
  readonly status: number;
  readonly cache: string;
  /** Whether a browser's session may open it: such a data-plane route is served on the portal plane too. */
  readonly bySession: boolean;
}

const emptyQuery = z.strictObject({});

/** Unknown fields are refused unless the schema says how to take them. */
function strict(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodObject && schema.def.catchall === undefined ? schema.strict() : schema;
}

export function createRoute(
  pluginId: string,
  name: string,
  endpoint: AnyEndpoint,
  handler: Handler<AnyEndpoint>,
): Route {
  if (endpoint.signed && (endpoint.plane !== 'data' || endpoint.access !== 'public'))
    throw new Error(`The endpoint ${name}: signed is for public endpoints of the data plane`);
  const raw = isRawBody(endpoint.body) ? endpoint.body : null;
  const empty = !isBinary(endpoint.output) && endpoint.output instanceof z.ZodUndefined;
  return {
    pluginId,
    name,
    endpoint,
    handler,
    params: endpoint.params ? strict(endpoint.params) : null,
    query: endpoint.query ? strict(endpoint.query) : emptyQuery,
    body: endpoint.body && !raw ? strict(endpoint.body) : null,
    raw,
    status: endpoint.status ?? (empty ? 204 : 200),
    cache: endpoint.cache ?? 'private, no-store',
    bySession: ([endpoint.access].flat() as AccessRule[]).some(
      rule => rule === 'user' || (typeof rule === 'object' && 'permission' in rule),
    ),
  };
}
