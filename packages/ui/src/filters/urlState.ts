import type { z } from 'zod';

/** A flat zod object in which every field has a default; numbers are coerced: `z.coerce.number().default(1)`. */
export type UrlSchema = z.ZodObject;

interface Wrapper {
  readonly type: string;
  readonly innerType?: { readonly _zod: { readonly def: Wrapper } };
}

/** Whether a field takes repeated parameters: an array under any defaults. */
function isList(field: z.core.$ZodType): boolean {
  let def = field._zod.def as Wrapper;
  while (def.innerType) def = def.innerType._zod.def;
  return def.type === 'array';
}

/** The state an address stands for. A value the schema refuses counts as absent: a bad link still opens. */
export function parseUrlState<S extends UrlSchema>(schema: S, params: URLSearchParams): z.output<S> {
  const entries = Object.entries(schema.shape as Record<string, z.ZodType>).map(([key, field]) => {
    const raw = params.has(key) ? (isList(field) ? params.getAll(key) : params.get(key)) : undefined;
    const parsed = field.safeParse(raw);
    return [key, parsed.success ? parsed.data : field.parse(undefined)];
  });
  return Object.fromEntries(entries) as z.output<S>;
}

/** The address of a state, other parameters kept; defaults are left out, so links stay short. */
export function writeUrlState<S extends UrlSchema>(
  schema: S,
  params: URLSearchParams,
  state: z.output<S>,
): URLSearchParams {
  const next = new URLSearchParams(params);
  const defaults = parseUrlState(schema, new URLSearchParams());
  for (const key of Object.keys(schema.shape)) {
    next.delete(key);
    const value: unknown = (state as Record<string, unknown>)[key];
    if (JSON.stringify(value) === JSON.stringify((defaults as Record<string, unknown>)[key])) continue;
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) next.append(key, String(one));
    }
  }
  return next;
}
