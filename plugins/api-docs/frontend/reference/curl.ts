import type { Schema } from './document';
import type { Access, Operation } from './reference';
import { variantsOf, type Resolve } from './schemaType';

/** A shell variable for what the caller must fill in: `packId` → `$PACK_ID`. */
const variable = (name: string) =>
  `$${name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/\W/g, '_')
    .toUpperCase()}`;

const sampleTexts: Readonly<Record<string, string>> = {
  'date-time': '2026-11-01T12:00:00Z',
  date: '2026-11-01',
  email: 'ada@example.com',
  uuid: '00000000-0000-4000-8000-000000000000',
  uri: 'https://example.com',
};

/** A value of the schema's shape with its required fields, or all when none is required. */
export function sampleOf(schema: Schema, resolve: Resolve, depth = 0): unknown {
  const found = resolve(schema);
  if (schema.default !== undefined) return schema.default;
  if (found.const !== undefined) return found.const;
  if (found.enum) return found.enum[0];
  const [variant] = variantsOf(found);
  if (variant) return sampleOf(variant, resolve, depth + 1);
  if (found.allOf) return Object.assign({}, ...found.allOf.map(part => sampleOf(part, resolve, depth + 1)));
  const type = Array.isArray(found.type) ? found.type[0] : found.type;
  switch (type) {
    case 'object': {
      const all = Object.entries(found.properties ?? {});
      const required = all.filter(([name]) => found.required?.includes(name));
      if (depth > 4) return {};
      return Object.fromEntries(
        (required.length > 0 ? required : all).map(([name, field]) => [
          name,
          sampleOf(field, resolve, depth + 1),
        ]),
      );
    }
    case 'array':
      return found.items && depth <= 4 ? [sampleOf(found.items, resolve, depth + 1)] : [];
    case 'integer':
    case 'number':
      return Math.max(found.minimum ?? 0, 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return sampleTexts[found.format ?? ''] ?? '…';
  }
}

const bearers: Readonly<Record<string, string>> = {
  'api-key': '$NETCRAB_API_KEY',
  'ingest-key': '$NETCRAB_INGEST_KEY',
};

/** A key before a session: programs call with keys. */
function credential(access: readonly Access[]): string | null {
  const scheme = access.find(one => one.scheme !== null && one.scheme !== 'session')?.scheme;
  if (scheme) return `-H "Authorization: Bearer ${bearers[scheme] ?? '$TOKEN'}"`;
  return access.some(one => one.scheme === 'session') ? '--cookie "netcrab.sid=$NETCRAB_SESSION"' : null;
}

/** A command to paste into a shell, with variables for what only the caller knows. */
export function curlOf(operation: Operation, baseUrl: string, resolve: Resolve): string {
  const { method, path, parameters, access, body, success } = operation;
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => variable(name));
  const query = parameters
    .filter(one => one.in === 'query' && one.required)
    .map(({ name }) => `${encodeURIComponent(name)}=${variable(name)}`)
    .join('&');
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}"${baseUrl}${filled}${query && `?${query}`}"`,
    credential(access),
  ];
  if (body) lines.push(`-H "Content-Type: ${body.types[0] ?? 'application/octet-stream'}"`);
  if (body?.schema) {
    const sample = JSON.stringify(sampleOf(body.schema, resolve), null, 2);
    lines.push(`-d '${sample.replaceAll("'", `'\\''`)}'`);
  } else if (body) lines.push('--data-binary @body');
  if (success.payload && !success.payload.types.includes('application/json')) lines.push('--output answer');
  return lines.filter(line => line !== null).join(' \\\n  ');
}
