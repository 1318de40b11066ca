import { createHash } from 'node:crypto';
import { packsRef } from '../contract';
import { definition, orgNames, startPackPortal, type PackPortal } from './portal';

const packs = [definition({ name: 'ux_pack' }), definition({ name: 'flow_pack', kind: 'task_flows' })];
const asOf = '2026-10-01';

/** What the portal has published of a pack, all of it or `nothing`; a half of it would be neither. */
async function stateOf({ portal }: PackPortal, packId: string): Promise<string> {
  const { knex } = portal.core.database;
  const of = async (table: string, ...columns: string[]) =>
    [table, await knex(table).where({ pack_id: packId }).orderBy(columns).select(columns)] as const;
  const state = [
    await of('pack_versions', 'version', 'status', 'schema_digest', 'method_digest'),
    await of('pack_snapshots', 'version', 'window', 'rows', 'files'),
    await of('pack_months', 'month', 'epoch', 'closed', 'plan'),
    await of('pack_windows', 'month', 'grain', 'start', 'epoch', 'outcome'),
    await of('pack_ledger', 'source', 'day', 'epoch', 'purpose', 'rho'),
    await of('pack_roster', 'org_id', 'product_id', 'state'),
    await of('marketplace_org_contrib', 'month', 'org_id', 'sessions'),
  ];
  if (state.every(([, rows]) => rows.length === 0)) return 'nothing';
  for (const { files } of portal.service(packsRef).get(packId)?.latest
    ? await portal.service(packsRef).snapshots(packId as never)
    : [])
    for (const file of Object.values(files))
      if (!(await portal.core.files.has(file.sha256))) return 'a file is missing';
  return createHash('sha256').update(JSON.stringify(state)).digest('hex');
}

const say = (line: string) => process.stdout.write(`${line}\n`);

async function sayStates(when: string, portal: PackPortal): Promise<void> {
  for (const { metadata } of packs) say(`${when} ${metadata.name} ${await stateOf(portal, metadata.name)}`);
}

/**
 * `fill` makes the sessions. `build` says what is published, builds, saying when, and says what is published then.
 * Meant to be killed at any moment in between.
 */
async function main([dataDir = '', mode = '']: readonly string[]): Promise<void> {
  const portal = await startPackPortal({ definitions: packs, orgs: orgNames(12), dataDir });
  if (mode === 'fill') {
    const month = { orgs: 12, days: 30, sessionsPerDay: 400, tasks: ['export', 'search', 'login'] };
    await portal.fill({ ...month, from: '2026-08-02' });
    await portal.fill({ ...month, from: '2026-09-01' });
  } else {
    await sayStates('before', portal);
    const wishes = await portal.portal.core.database.knex('pack_requests').select('reason');
    say(`waiting ${wishes.length}`);
    say('building');
    const run = await portal.build({ asOf });
    say(`built ${run.status}`);
    await sayStates('after', portal);
  }
  await portal.portal.stop();
}

void main(process.argv.slice(2));
