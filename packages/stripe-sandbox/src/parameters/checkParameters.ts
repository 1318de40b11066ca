import { invalidRequest } from '../api/errors';
import { type FormFields, type FormValue } from '../api/form';
import { type Shape } from './shape';

/** A parameter after the check: numbers and booleans by its declared type, lists as arrays. */
export type Parameter = boolean | number | string | Parameter[] | { [name: string]: Parameter };

/**
 * Checks a request's parameters against the SDK's types and gives them those types.
 * @throws StripeFailure `parameter_unknown`, `parameter_missing`, or what a value of the wrong kind deserves.
 */
export function checkParameters(shape: Shape, sent: FormFields): Record<string, Parameter> {
  return objectOf(shape, sent, '');
}

function objectOf({ fields = {}, required = [] }: Shape, sent: FormFields, at: string) {
  const checked: Record<string, Parameter> = {};
  for (const [name, value] of Object.entries(sent)) {
    const param = at ? `${at}[${name}]` : name;
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field) {
      throw invalidRequest(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
    }
    checked[name] = valueOf(field, value, param);
  }
  for (const name of required) {
    if (Object.hasOwn(checked, name)) continue;
    const param = at ? `${at}[${name}]` : name;
    throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  return checked;
}

function valueOf(shape: Shape, sent: FormValue, param: string): Parameter {
  if (typeof sent === 'string') return scalarOf(shape, sent, param);
  if (shape.items) {
    const { items } = shape;
    const keys = Object.keys(sent);
    if (keys.every(key => /^\d+$/.test(key))) {
      return keys
        .sort((a, b) => Number(a) - Number(b))
        .map(key => valueOf(items, sent[key] ?? '', `${param}[${key}]`));
    }
  }
  if (shape.fields) return objectOf(shape, sent, param);
  if (shape.values) {
    // Metadata and its like come back as the text they were sent as.
    return Object.fromEntries(
      Object.entries(sent).map(([key, value]) => {
        if (typeof value !== 'string') throw invalidRequest('Invalid string', { param: `${param}[${key}]` });
        return [key, value];
      }),
    );
  }
  throw invalidRequest(`Invalid ${shape.items ? 'array' : (shape.scalars?.[0] ?? 'value')}`, { param });
}

function scalarOf({ scalars = [], fields, items, values }: Shape, sent: string, param: string): Parameter {
  // An empty text unsets whatever the parameter holds.
  if (sent === '') {
    if (items && scalars.length === 0) return [];
    return sent;
  }
  if (scalars.includes('number') && /^-?\d+(\.\d+)?$/.test(sent)) return Number(sent);
  if (scalars.includes('boolean') && (sent === 'true' || sent === 'false')) return sent === 'true';
  if (scalars.includes('string')) return sent;
  if (scalars.includes('number')) {
    throw invalidRequest(`Invalid integer: ${sent}`, { code: 'parameter_invalid_integer', param });
  }
  if (scalars.includes('boolean')) throw invalidRequest(`Invalid boolean: ${sent}`, { param });
  const wanted = items ? 'array' : fields || values ? 'object' : 'value';
  throw invalidRequest(`Invalid ${wanted}`, { param });
}
