import { LineCounter, parseDocument, type Document } from 'yaml';
import { packDefinition, type PackDefinition } from '../../contract';
import { definitionProblems } from './definitionProblems';
import type { DefinitionProblem } from './describeProblem';

export type ParsedDefinition =
  | {
      readonly definition: PackDefinition;
      readonly problems: readonly [];
      /** The document before the schema. */
      readonly value: unknown;
    }
  | { readonly definition: null; readonly problems: readonly DefinitionProblem[] };

type Path = ReadonlyArray<PropertyKey>;

/** Where a path stands in the document: its own node, or the nearest parent that exists. */
function offsetOf(document: Document, path: Path): number | null {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      return Number(node.range[0]);
    }
  }
  return null;
}

/** Reads one definition: YAML, then the envelope's schema, then the rules that span fields. */
export function parseDefinition(file: string, text: string): ParsedDefinition {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number | null, field: string, message: string): DefinitionProblem => {
    const position = offset === null ? null : lines.linePos(offset);
    return { file, line: position?.line ?? null, column: position?.col ?? null, field, message };
  };
  if (document.errors.length > 0) {
    return { definition: null, problems: document.errors.map(error => at(error.pos[0], '', error.message)) };
  }
  const problemAt = (path: Path, message: string) =>
    at(offsetOf(document, path), path.map(String).join('.'), message);
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  const parsed = packDefinition.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(issue => {
      const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
      return problemAt(unknownKey === undefined ? issue.path : [...issue.path, unknownKey], issue.message);
    });
    return { definition: null, problems };
  }
  const problems = definitionProblems(parsed.data).map(({ path, message }) => problemAt(path, message));
  return problems.length > 0
    ? { definition: null, problems }
    : { definition: parsed.data, problems: [], value };
}
