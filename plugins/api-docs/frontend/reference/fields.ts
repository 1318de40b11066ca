import type { Schema } from './document';
import { typeName, variantsOf, type Resolve } from './schemaType';

export interface Field {
  readonly key: string;
  /** From the body's root: `packs[].daily[].rows`. */
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string | null;
  readonly limits: readonly string[];
}

const deepest = 6;

/** Bounds that only say "an integer". */
const isTelling = (bound: number | undefined): bound is number =>
  bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;

const range = (low: number | undefined, high: number | undefined, unit: string): string | null => {
  const suffix = unit && ` ${unit}`;
  if (isTelling(low) && isTelling(high))
    return low === high ? `${low}${suffix}` : `${low} to ${high}${suffix}`;
  if (isTelling(low) && (low > 0 || unit === '')) return `at least ${low}${suffix}`;
  return isTelling(high) ? `at most ${high}${suffix}` : null;
};

/** What a value must satisfy besides its type, in words. */
export function limitsOf(schema: Schema, resolve: Resolve): string[] {
  const found = resolve(schema);
  const limits = [
    found.format ?? null,
    range(found.minLength, found.maxLength, 'characters'),
    range(found.minimum, found.maximum, ''),
    isTelling(found.exclusiveMinimum) ? `more than ${found.exclusiveMinimum}` : null,
    isTelling(found.exclusiveMaximum) ? `less than ${found.exclusiveMaximum}` : null,
    range(found.minItems, found.maxItems, 'items'),
    found.pattern && !found.format ? `matches ${found.pattern}` : null,
    schema.default !== undefined ? `default ${JSON.stringify(schema.default)}` : null,
  ];
  return limits.filter(limit => limit !== null);
}

/** Tells a variant of a union by its constant field (`kind: "csv"`), else by its number. */
function variantName(variant: Schema, index: number, resolve: Resolve): string {
  for (const [name, field] of Object.entries(variant.properties ?? {})) {
    const { const: value } = resolve(field);
    if (value !== undefined) return `${name} ${JSON.stringify(value)}`;
  }
  return `variant ${index + 1}`;
}

/** Every field of a JSON body, parents before their children, by its path from the root. */
export function fieldsOf(root: Schema, resolve: Resolve): Field[] {
  const fields: Field[] = [];

  function visit(schema: Schema, path: string, depth: number, only: string | null): void {
    const found = resolve(schema);
    if (depth > deepest) return;
    if (found.items) visit(found.items, `${path}[]`, depth + 1, only);
    for (const part of found.allOf ?? []) visit(part, path, depth, only);
    const shaped = variantsOf(found)
      .map(resolve)
      .filter(({ properties, items }) => properties ?? items);
    shaped.forEach((variant, index) =>
      visit(variant, path, depth + 1, shaped.length > 1 ? variantName(variant, index, resolve) : only),
    );
    if (typeof found.additionalProperties === 'object' && !found.properties)
      visit(found.additionalProperties, `${path}.*`, depth + 1, only);
    for (const [name, field] of Object.entries(found.properties ?? {})) {
      const own = path === '' ? name : `${path}.${name}`;
      fields.push({
        key: `${fields.length}`,
        path: own.replace(/^\./, ''),
        type: typeName(field, resolve),
        required: found.required?.includes(name) ?? false,
        description: field.description ?? resolve(field).description ?? null,
        limits: [...(only ? [`in ${only}`] : []), ...limitsOf(field, resolve)],
      });
      visit(field, own, depth + 1, null);
    }
  }

  visit(root, '', 0, null);
  return fields;
}
