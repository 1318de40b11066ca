import type { Plugin } from 'vite';

/** What a page does not ask of an endpoint: it speaks to the router and to the API reference. */
const unread = new Set([
  'params',
  'query',
  'summary',
  'description',
  'tags',
  'access',
  'plane',
  'status',
  'errors',
  'cache',
  'signed',
  'cors',
]);

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}
interface Property extends Node {
  readonly computed: boolean;
  readonly key: Node & { readonly name?: string };
}
interface Declaration extends Node {
  readonly callee: Node & { readonly name?: string };
  readonly arguments: readonly (Node & { readonly properties?: readonly Property[] })[];
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Partial<Node>).type === 'string';

const isDeclaration = (node: Node): node is Declaration =>
  node.type === 'CallExpression' && (node as Declaration).callee.name === 'endpoint';

function* nodesIn(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const one of value) yield* nodesIn(one);
  if (!isNode(value)) return;
  yield value;
  for (const child of Object.values(value)) yield* nodesIn(child);
}

/** The code with all that only the router and the reference read taken out of its `endpoint({…})` declarations. */
export function withoutUnread(code: string, program: unknown): string {
  const cuts: { start: number; end: number }[] = [];
  for (const node of nodesIn(program)) {
    const properties = isDeclaration(node) ? (node.arguments[0]?.properties ?? []) : [];
    properties.forEach((property, index) => {
      if (property.type !== 'Property' || property.computed || !unread.has(property.key.name ?? '')) return;
      const next = properties[index + 1];
      const comma = code.indexOf(',', property.end);
      const last = comma >= 0 && comma < code.indexOf('}', property.end) ? comma + 1 : property.end;
      cuts.push({ start: property.start, end: next?.start ?? last });
    });
  }
  let lean = code;
  for (const { start, end } of cuts.sort((a, b) => b.start - a.start))
    lean = lean.slice(0, start) + lean.slice(end);
  return lean;
}

/** Ships of each endpoint what its client reads, so that the words of the API reference cost no page anything. */
export const leanContracts = (): Plugin => ({
  name: 'netcrab-lean-contracts',
  transform(code, id) {
    if (!/\/contract\/[^?]*\.[jt]sx?$/.test(id) || !code.includes('endpoint(')) return undefined;
    return { code: withoutUnread(code, this.parse(code)), map: null };
  },
});
