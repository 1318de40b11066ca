import type { ApiDocument, DocumentOperation, Schema } from './document';

/** One way to be let in; `scheme` null is anyone. */
export interface Access {
  readonly scheme: string | null;
  /** The permission of a session, the scope of a key. */
  readonly needs: string | null;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

/** A body by content type; its schema only when it is JSON. */
export interface Payload {
  readonly types: readonly string[];
  readonly schema: Schema | null;
}

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string | null;
  readonly access: readonly Access[];
  readonly parameters: readonly Parameter[];
  readonly body: Payload | null;
  readonly success: { readonly status: number; readonly payload: Payload | null };
  readonly errors: ReadonlyArray<{ readonly status: number; readonly codes: readonly string[] }>;
}

export interface Group {
  readonly tag: string;
  readonly operations: readonly Operation[];
}

export interface Reference {
  readonly version: string;
  readonly baseUrl: string;
  readonly groups: readonly Group[];
  readonly schemas: Readonly<Record<string, Schema>>;
}

const json = 'application/json';

function payloadOf(content: NonNullable<DocumentOperation['requestBody']>['content'] | undefined) {
  if (!content) return null;
  const schema = content[json]?.schema;
  const described = schema && Object.keys(schema).length > 0 && schema.format !== 'binary';
  return { types: Object.keys(content), schema: described ? schema : null };
}

const accessOf = (security: DocumentOperation['security']): Access[] =>
  security.length === 0
    ? [{ scheme: null, needs: null }]
    : security.flatMap(rule =>
        Object.entries(rule).map(([scheme, needs]) => ({ scheme, needs: needs[0] ?? null })),
      );

function operationOf(path: string, method: string, found: DocumentOperation): Operation {
  const answers = Object.entries(found.responses).map(([status, answer]) => ({
    status: Number(status),
    ...answer,
  }));
  const success = answers.find(({ status }) => status < 400);
  return {
    id: found.operationId,
    method: method.toUpperCase(),
    path,
    summary: found.summary,
    description: found.description ?? null,
    access: accessOf(found.security),
    parameters: found.parameters,
    body: payloadOf(found.requestBody?.content),
    success: { status: success?.status ?? 200, payload: payloadOf(success?.content) },
    errors: answers
      .filter(({ status }) => status >= 400)
      .map(({ status, description }) => ({ status, codes: description.split(/,\s*/).filter(Boolean) })),
  };
}

const title = (tag: string) => tag.charAt(0).toUpperCase() + tag.slice(1).replaceAll('-', ' ');

/** The document, grouped by first tag; groups and paths in the order of the alphabet. Tags differing in case are one. */
export function readReference(document: ApiDocument, origin: string): Reference {
  const groups = new Map<string, Operation[]>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, found] of Object.entries(methods)) {
      const tag = title(found.tags[0] ?? 'other');
      groups.set(tag, [...(groups.get(tag) ?? []), operationOf(path, method, found)]);
    }
  }
  return {
    version: document.info.version,
    baseUrl: document.servers[0]?.url ?? origin,
    groups: [...groups]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([tag, operations]) => ({ tag, operations })),
    schemas: document.components.schemas,
  };
}

/** Operations in which every word of the search occurs; groups without any are left out. */
export function searchReference(groups: readonly Group[], search: string): Group[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return groups
    .map(({ tag, operations }) => ({
      tag,
      operations: operations.filter(({ id, method, path, summary, access, parameters }) => {
        const text = [
          tag,
          id,
          method,
          path,
          summary,
          ...access.flatMap(({ scheme, needs }) => [scheme ?? 'public', needs]),
          ...parameters.map(({ name }) => name),
        ];
        const haystack = text.join(' ').toLowerCase();
        return words.every(word => haystack.includes(word));
      }),
    }))
    .filter(({ operations }) => operations.length > 0);
}
