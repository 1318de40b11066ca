import type { z } from 'zod';

type Node = z.ZodType & {
  readonly _zod: {
    readonly def: {
      readonly type: string;
      readonly innerType?: Node;
      readonly in?: Node;
      readonly shape?: Record<string, Node>;
      readonly element?: Node;
      readonly options?: readonly Node[];
    };
  };
};

/** Marks stand on any of the wrappers around a schema: default, optional, pipe. */
function marks(schema: Node): { secret: boolean; frontend: boolean; core: Node } {
  let at = schema;
  let secret = false;
  let frontend = false;
  for (;;) {
    const meta = at.meta();
    secret ||= meta?.secret === true;
    frontend ||= meta?.frontend === true;
    const inner = at._zod.def.innerType ?? at._zod.def.in;
    if (!inner) return { secret, frontend, core: at };
    at = inner;
  }
}

/** The names of the options that may stand at a path of the configuration. */
export function knownOptions(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const { shape, element, options = [] } = marks(schema as Node).core._zod.def;
  const [key, ...rest] = path;
  if (key === undefined)
    return [...Object.keys(shape ?? {}), ...options.flatMap(one => knownOptions(one, []))];
  const inner = shape?.[String(key)] ?? element;
  return inner ? knownOptions(inner, rest) : options.flatMap(one => knownOptions(one, path));
}

/** The values marked `frontend`, as the browser may see them. */
export function frontendView(schema: z.ZodType, value: unknown): Record<string, unknown> {
  const shape = marks(schema as Node).core._zod.def.shape ?? {};
  const visible: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(shape)) {
    const inner = (value as Record<string, unknown> | null)?.[key];
    const { frontend, secret, core } = marks(field);
    if (secret || inner === undefined) continue;
    if (frontend) visible[key] = redactedView(core, inner);
    else if (core._zod.def.shape) {
      const part = frontendView(core, inner);
      if (Object.keys(part).length > 0) visible[key] = part;
    }
  }
  return visible;
}

/** The whole value with secrets replaced, for the admin page and the log. */
export function redactedView(schema: z.ZodType, value: unknown): unknown {
  const { secret, core } = marks(schema as Node);
  if (secret) return value === undefined || value === null ? value : '••••';
  const { shape, element } = core._zod.def;
  if (shape && typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        const field = shape[key];
        return [key, field ? redactedView(field, inner) : inner];
      }),
    );
  }
  if (element && Array.isArray(value)) return value.map(one => redactedView(element, one));
  return value;
}
