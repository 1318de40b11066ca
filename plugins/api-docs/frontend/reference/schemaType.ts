import type { Schema } from './document';

/** Finds what a `$ref` names: in the schema it stands in, or among the document's components. */
export type Resolve = (schema: Schema) => Schema;

export function resolver(root: Schema, components: Readonly<Record<string, Schema>>): Resolve {
  const find = (ref: string): Schema | undefined => {
    if (ref === '#') return root;
    const name = ref.slice(ref.lastIndexOf('/') + 1);
    return root.$defs?.[name] ?? components[name];
  };
  return function resolve(schema) {
    const seen = new Set<string>();
    let current = schema;
    while (current.$ref !== undefined && !seen.has(current.$ref)) {
      seen.add(current.$ref);
      const found = find(current.$ref);
      if (!found) return current;
      current = found;
    }
    return current;
  };
}

export const variantsOf = (schema: Schema): readonly Schema[] => schema.anyOf ?? schema.oneOf ?? [];

const unique = (names: readonly string[]) => [...new Set(names)].join(' | ');

/** A type in the notation of TypeScript, of one level: `string | null`, `object[]`, `"csv" | "parquet"`. */
export function typeName(schema: Schema, resolve: Resolve, depth = 0): string {
  const found = resolve(schema);
  // A type that contains itself ends here.
  if (depth > 4) return 'object';
  const nested = (one: Schema) => typeName(one, resolve, depth + 1);
  if (found.const !== undefined) return JSON.stringify(found.const);
  if (found.enum) return unique(found.enum.map(value => JSON.stringify(value)));
  const variants = variantsOf(found);
  if (variants.length > 0) return unique(variants.map(nested));
  if (found.allOf) return unique(found.allOf.map(nested));
  if (Array.isArray(found.type)) return unique(found.type.map((type: string) => nested({ ...found, type })));
  if (found.type === 'array') {
    const item = nested(found.items ?? {});
    return item.includes(' | ') ? `(${item})[]` : `${item}[]`;
  }
  const { additionalProperties: values } = found;
  if (found.type === 'object' && !found.properties && typeof values === 'object')
    return `Record<string, ${nested(values)}>`;
  if (typeof found.type === 'string') return found.type;
  return 'any';
}
