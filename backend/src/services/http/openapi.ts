import {
  errorStatus,
  isBinary,
  isRawBody,
  type AccessRule,
  type AnyEndpoint,
  type ErrorCode,
} from '@netcrab/plugin-api/backend';
import { z } from 'zod';
import type { Route } from './route';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'bigint')
        Object.assign(jsonSchema, { type: 'string', pattern: '^-?\\d+$' });
    },
  }) as Json;
  return rest;
};

function parameters(schema: z.ZodType | undefined, where: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Json;
    required?: string[];
  };
  return Object.entries(properties).map(([name, value]) => {
    const { description, ...rest } = value as Json;
    return {
      name,
      in: where,
      required: where === 'path' || required.includes(name),
      ...(description ? { description } : {}),
      schema: rest,
    };
  });
}

const rulesOf = (endpoint: AnyEndpoint) =>
  (Array.isArray(endpoint.access) ? endpoint.access : [endpoint.access]) as readonly AccessRule[];

function security(endpoint: AnyEndpoint): Json[] | undefined {
  const rules = rulesOf(endpoint);
  if (rules.includes('public')) return undefined;
  return rules.map(rule => {
    if (typeof rule === 'object' && 'scheme' in rule)
      return { [rule.scheme]: rule.scope ? [rule.scope] : [] };
    return { session: typeof rule === 'object' && 'permission' in rule ? [rule.permission.id] : [] };
  });
}

function errors(endpoint: AnyEndpoint): ErrorCode[] {
  const implied: ErrorCode[] = ['invalid_request', 'rate_limited', 'internal_error'];
  if (!rulesOf(endpoint).includes('public')) implied.push('unauthorized', 'forbidden');
  return [...new Set([...implied, ...(endpoint.errors ?? [])])];
}

function operation({ pluginId, name, endpoint, status }: Route): Json {
  const { body, output } = endpoint;
  const content = isBinary(output)
    ? Object.fromEntries(output.contentTypes.map(type => [type, { schema: {} }]))
    : status === 204
      ? undefined
      : { 'application/json': { schema: schemaOf(output, 'output') } };
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errors(endpoint)) {
    const status = errorStatus[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const requestBody = isRawBody(body)
    ? {
        required: true,
        content: Object.fromEntries(
          body.contentTypes.map(type => [type, { schema: { type: 'string', format: 'binary' } }]),
        ),
      }
    : body && !(body instanceof z.ZodUndefined)
      ? { required: true, content: { 'application/json': { schema: schemaOf(body as z.ZodType, 'input') } } }
      : undefined;
  return {
    operationId: `${pluginId}.${name}`,
    summary: endpoint.summary,
    ...(endpoint.description && { description: endpoint.description }),
    tags: endpoint.tags ?? [pluginId],
    ...(security(endpoint) ? { security: security(endpoint) } : { security: [] }),
    parameters: [...parameters(endpoint.params, 'path'), ...parameters(endpoint.query, 'query')],
    ...(requestBody && { requestBody }),
    responses: {
      [status]: { description: 'Success', ...(content && { content }) },
      ...Object.fromEntries(
        [...byStatus]
          .sort(([a], [b]) => a - b)
          .map(([code, names]) => [
            code,
            {
              description: names.join(', '),
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
            },
          ]),
      ),
    },
  };
}

/** The OpenAPI 3.1 document of everything served, from the same declarations that serve it. */
export function openApiDocument(
  routes: readonly Route[],
  info: { title: string; version: string; baseUrl: string },
): Json {
  const paths: Record<string, Json> = {};
  for (const route of [...routes].sort((a, b) => (a.endpoint.path < b.endpoint.path ? -1 : 1))) {
    const path = route.endpoint.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.endpoint.method.toLowerCase()] = operation(route);
  }
  const schemes = new Set(
    routes
      .flatMap(route => rulesOf(route.endpoint))
      .flatMap(rule => (typeof rule === 'object' && 'scheme' in rule ? [rule.scheme] : [])),
  );
  return {
    openapi: '3.1.0',
    info: { title: `${info.title} API`, version: info.version },
    servers: [{ url: info.baseUrl }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'netcrab.sid' },
        ...Object.fromEntries([...schemes].map(scheme => [scheme, { type: 'http', scheme: 'bearer' }])),
      },
      schemas: {
        Error: {
          type: 'object',
          required: ['error'],
          properties: {
            error: {
              type: 'object',
              required: ['code', 'message', 'requestId'],
              properties: {
                code: { type: 'string', enum: Object.keys(errorStatus) },
                message: { type: 'string' },
                requestId: { type: 'string' },
                details: {},
              },
            },
          },
        },
      },
    },
  };
}
