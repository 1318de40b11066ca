import { PortalError } from '@netcrab/plugin-api/backend';

/** The methods served at an address, on whichever plane. Looked at only when a request found no endpoint. */
export interface MethodTable {
  add(method: string, path: string): void;
  /** What `Allow` names, in order; empty for an address that is none. */
  at(path: string): readonly string[];
}

export function createMethodTable(): MethodTable {
  const patterns = new Map<string, { readonly test: RegExp; readonly methods: Set<string> }>();
  return {
    add(method, path) {
      const source = path
        .split('/')
        .map(segment => (segment.startsWith(':') ? '[^/]+' : segment.replace(/[^\w-]/g, '\\$&')))
        .join('/');
      const known = patterns.get(source) ?? { test: new RegExp(`^${source}$`), methods: new Set<string>() };
      patterns.set(source, known);
      known.methods.add(method);
      if (method === 'GET') known.methods.add('HEAD');
    },
    at(path) {
      const found = new Set<string>();
      for (const { test, methods } of patterns.values()) {
        if (test.test(path)) for (const method of methods) found.add(method);
      }
      return found.size === 0 ? [] : [...found, 'OPTIONS'].sort();
    },
  };
}

/** What is said to a request that no endpoint takes: whether it is the address that is unknown, or the method. */
export function notServed(methods: MethodTable, method: string, path: string): PortalError {
  const allowed = methods.at(path);
  if (allowed.length === 0)
    return new PortalError(
      'not_found',
      `There is no ${method} ${path}. The API reference is at /api/openapi.json.`,
    );
  return new PortalError(
    'method_not_allowed',
    `${path} does not take ${method}. Use ${allowed.filter(one => one !== 'OPTIONS').join(', ')}.`,
    { headers: { allow: allowed.join(', ') } },
  );
}
