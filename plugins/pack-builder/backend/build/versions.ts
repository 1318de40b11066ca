import { createHash } from 'node:crypto';
import type { PackDefinition } from '../../contract';
import type { StoredVersion } from '../stores/publicationStore';

const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** Raised when the way numbers are made changes in code: every pack gets a new minor version. */
const method = 3;

export const schemaDigest = ({ spec }: PackDefinition): string =>
  digest([spec.table, spec.fields.map(({ name, type }) => [name, type])]);

export function methodDigest({ spec }: PackDefinition): string {
  const { minOrgs, minSessions, minCellSessions, privacy, vertical } = spec;
  return digest([method, vertical, minOrgs, minSessions, minCellSessions, privacy]);
}

/** The definition as a whole, to notice any change of it. */
export const definitionDigest = (definition: PackDefinition): string => digest(definition);

type Fields = PackDefinition['spec']['fields'];

function schemaChanges(before: Fields, after: Fields): string {
  const names = (fields: Fields) => new Map(fields.map(({ name, type }) => [name, type]));
  const [old, now] = [names(before), names(after)];
  const added = [...now.keys()].filter(name => !old.has(name));
  const removed = [...old.keys()].filter(name => !now.has(name));
  const retyped = [...now]
    .filter(([name, type]) => old.has(name) && old.get(name) !== type)
    .map(([name]) => name);
  const parts = [
    added.length > 0 && `added ${added.join(', ')}`,
    removed.length > 0 && `removed ${removed.join(', ')}`,
    retyped.length > 0 && `changed the type of ${retyped.join(', ')}`,
  ].filter(Boolean);
  return parts.length > 0 ? `Schema: ${parts.join('; ')}.` : 'Schema: fields reordered.';
}

function methodText({ spec }: PackDefinition): string {
  const { minOrgs, minCellSessions, privacy } = spec;
  return `at least ${minOrgs} orgs and ${minCellSessions} sessions per cell, rho ${privacy.rho} over ${privacy.cellsPerUnit} cells per user and day`;
}

/**
 * The version a build of this definition publishes: the newest one, or, when schema or method differ from it, its
 * successor: major for the schema, minor for the method.
 */
export function versionFor(
  definition: PackDefinition,
  newest: StoredVersion | null,
  now: number,
): StoredVersion {
  const schema = schemaDigest(definition);
  const how = methodDigest(definition);
  if (newest?.schemaDigest === schema && newest.methodDigest === how) return newest;
  const [major = 1, minor = 0] = newest?.version.split('.').map(Number) ?? [];
  const breaking = newest !== null && newest.schemaDigest !== schema;
  const changelog = !newest
    ? `First release: ${methodText(definition)}.`
    : breaking
      ? schemaChanges(newest.fields, definition.spec.fields)
      : `Method: ${methodText(definition)}.`;
  return {
    packId: definition.metadata.name,
    version: !newest ? '1.0' : breaking ? `${major + 1}.0` : `${major}.${minor + 1}`,
    status: 'draft',
    createdAt: now,
    changelog,
    breaking,
    fields: definition.spec.fields,
    schemaDigest: schema,
    methodDigest: how,
  };
}
