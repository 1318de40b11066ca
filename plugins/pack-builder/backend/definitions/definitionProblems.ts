import type { PackDefinition } from '../../contract';
import { kindOf } from '../aggregation/kinds';

interface Problem {
  readonly path: ReadonlyArray<string | number>;
  readonly message: string;
}

const fullThresholds = { minOrgs: 20, minSessions: 10_000, minCellSessions: 100 } as const;

/** The rules that span several fields of a definition; each problem names the field to change. */
export function definitionProblems({ spec }: PackDefinition): Problem[] {
  const kind = kindOf(spec.kind);
  const problems: Problem[] = [];
  if (spec.table !== kind.table) {
    problems.push({
      path: ['spec', 'table'],
      message: `a pack of kind ${spec.kind} is published as ${kind.table}`,
    });
  }
  for (const [name, least] of Object.entries(fullThresholds) as Array<
    [keyof typeof fullThresholds, number]
  >) {
    if (spec[name] < least && !spec.demo) {
      problems.push({
        path: ['spec', name],
        message: `${spec[name]} is below ${least}; only a pack with demo: true may go lower`,
      });
    }
  }
  if (spec.fields.length === 0)
    problems.push({ path: ['spec', 'fields'], message: 'name at least one field' });
  const names = new Set<string>();
  spec.fields.forEach((field, index) => {
    const path = ['spec', 'fields', index];
    const column = kind.columns.find(({ name }) => name === field.name);
    if (!column) {
      problems.push({
        path: [...path, 'name'],
        message: `${kind.table} has no ${field.name}; it has ${kind.columns.map(({ name }) => name).join(', ')}`,
      });
    } else if (column.type !== field.type) {
      problems.push({ path: [...path, 'type'], message: `${field.name} is of type ${column.type}` });
    }
    if (names.has(field.name))
      problems.push({ path: [...path, 'name'], message: `${field.name} is listed twice` });
    names.add(field.name);
  });
  return problems;
}
