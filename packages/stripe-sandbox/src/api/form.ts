/** A request's parameters as sent: text, and objects or lists by bracketed names. */
export interface FormFields {
  [name: string]: FormValue;
}
export type FormValue = string | FormFields;

/** Reads `items[0][price]=…&expand[]=…`, as Stripe's clients encode bodies and query strings. */
export function parseForm(encoded: string): FormFields {
  const fields: FormFields = Object.create(null);
  for (const [name, value] of new URLSearchParams(encoded)) place(fields, pathOf(name), value);
  return fields;
}

function pathOf(name: string): string[] {
  const open = name.indexOf('[');
  if (open < 1) return [name];
  return [name.slice(0, open), ...[...name.slice(open).matchAll(/\[([^\]]*)\]/g)].map(([, key = '']) => key)];
}

function place(fields: FormFields, [name = '', ...rest]: string[], value: string): void {
  // `list[]=a&list[]=b` numbers its entries by their order.
  const key = name === '' ? String(Object.keys(fields).length) : name;
  if (rest.length === 0) {
    fields[key] = value;
    return;
  }
  const held = fields[key];
  const inner: FormFields = typeof held === 'object' ? held : Object.create(null);
  fields[key] = inner;
  place(inner, rest, value);
}
