import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { operations } from './operations.mjs';

const sdk = path.resolve(path.dirname(createRequire(import.meta.url).resolve('stripe')), '..');
const fileOf = (resource, extension) => path.join(sdk, 'esm/resources', `${resource}.${extension}`);

/** A union's kinds of value: scalars, the fields of objects, what a list or a map holds. */
function shapeOf(checker, type, depth) {
  if (depth > 12)
    throw new Error(`Stripe's parameters are nested too deeply at ${checker.typeToString(type)}`);
  const shape = {};
  const scalar = kind => {
    shape.scalars = [...new Set([...(shape.scalars ?? []), kind])].sort();
  };
  for (const part of type.isUnion() ? type.types : [type]) {
    if (part.flags & ts.TypeFlags.StringLike) scalar('string');
    else if (part.flags & ts.TypeFlags.NumberLike) scalar('number');
    else if (part.flags & ts.TypeFlags.BooleanLike) scalar('boolean');
    else if (part.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)) continue;
    // An open enum is `string & Record<never, never>`; an amount of many decimals is sent as text.
    else if (part.isIntersection() || checker.typeToString(part) === 'Decimal') scalar('string');
    else if (checker.isArrayType(part)) {
      shape.items = shapeOf(checker, checker.getTypeArguments(part)[0], depth + 1);
    } else {
      const values = part.getStringIndexType();
      if (values) shape.values = shapeOf(checker, values, depth + 1);
      else Object.assign(shape, fieldsOf(checker, part, depth, shape));
    }
  }
  return shape;
}

function fieldsOf(checker, type, depth, { fields = {} } = {}) {
  const required = [];
  for (const property of type.getProperties()) {
    const declaration = property.valueDeclaration ?? property.declarations[0];
    if (!(property.flags & ts.SymbolFlags.Optional)) required.push(property.name);
    fields[property.name] = shapeOf(
      checker,
      checker.getTypeOfSymbolAtLocation(property, declaration),
      depth + 1,
    );
  }
  return { fields, ...(required.length > 0 && { required }) };
}

function methodOf(source, name, wanted) {
  const found = source.statements
    .filter(ts.isClassDeclaration)
    .flatMap(({ members }) => members.filter(ts.isMethodDeclaration))
    .find(method => method.name.getText(source) === name && wanted(method));
  if (!found) throw new Error(`stripe ${version()} has no ${source.fileName} ${name}`);
  return found;
}

const version = () => readFileSync(path.join(sdk, 'VERSION'), 'utf8').trim();
const parameterOf = method =>
  method.parameters.find(
    ({ name, type }) => name.getText() === 'params' && type && ts.isTypeReferenceNode(type),
  );

/** The HTTP method and path that the SDK's own code sends. */
function routeOf(resource, name) {
  const file = fileOf(resource, 'js');
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const method = methodOf(source, name, () => true);
  const [, verb, template] =
    /_makeRequest\(\s*'(GET|POST|DELETE)',\s*[`']([^`']+)[`']/.exec(method.getText(source)) ?? [];
  if (!verb) throw new Error(`${resource}.${name} sends no request that is understood`);
  return { method: verb, path: template.replace(/\$\{[^}]+\}/g, ':id') };
}

/**
 * Reads, from the type definitions of the installed SDK, which parameters each operation takes.
 * @returns `{version, operations: {[name]: {method, path, params}}}`.
 */
export function deriveParameters() {
  const files = [...new Set(operations.map(name => fileOf(name.split('.')[0], 'd.ts')))];
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [path.resolve(sdk, '../@types')],
  });
  const checker = program.getTypeChecker();
  const described = operations.map(operation => {
    const [resource, name] = operation.split('.');
    const method = methodOf(program.getSourceFile(fileOf(resource, 'd.ts')), name, candidate =>
      Boolean(parameterOf(candidate)),
    );
    const type = checker.getTypeFromTypeNode(parameterOf(method).type);
    return [operation, { ...routeOf(resource, name), params: fieldsOf(checker, type, 0) }];
  });
  return { version: version(), operations: Object.fromEntries(described) };
}
