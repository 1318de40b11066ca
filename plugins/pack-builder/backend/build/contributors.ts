import { asId, type WarehouseConnection } from '@netcrab/plugin-api/backend';
import type { PackDefinition } from '../../contract';
import { contributorsTable } from '../aggregation/compileUnits';
import type { BuildDependencies } from './buildContext';
import type { RosterEntry } from './roster';

type Contributor = Omit<RosterEntry, 'state'>;

/** Products that opted in and are of the pack's vertical. */
export async function contributing(
  { contributions, telemetry }: BuildDependencies,
  { metadata, spec }: PackDefinition,
): Promise<Contributor[]> {
  const verticals = new Map(
    (await telemetry.products()).map(({ orgId, productId, vertical }) => [
      JSON.stringify([orgId, productId]),
      vertical,
    ]),
  );
  const choices = await contributions.contributors(asId(metadata.name));
  return choices.flatMap(({ orgId, productId }) => {
    const vertical = verticals.get(JSON.stringify([orgId, productId]));
    return vertical && (spec.vertical === 'ANY' || spec.vertical === vertical)
      ? [{ orgId, productId, vertical }]
      : [];
  });
}

/** Fills `pb_contributors`, in which orgs are numbered. */
export async function stageContributors(
  connection: WarehouseConnection,
  members: readonly Contributor[],
): Promise<void> {
  const orgs = [...new Set(members.map(({ orgId }) => orgId))];
  const numbers = new Map(orgs.map((orgId, index) => [orgId, index]));
  await connection.run(contributorsTable);
  await connection.append('pb_contributors', [
    { type: 'INTEGER', values: members.map(({ orgId }) => numbers.get(orgId) ?? null) },
    { type: 'VARCHAR', values: members.map(({ orgId }) => orgId) },
    { type: 'VARCHAR', values: members.map(({ productId }) => productId) },
    { type: 'VARCHAR', values: members.map(({ vertical }) => vertical) },
  ]);
}
