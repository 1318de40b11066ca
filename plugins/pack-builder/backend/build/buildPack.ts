import path from 'node:path';
import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import { asId, type PackId } from '@netcrab/plugin-api/backend';
import { packPublished, type PackDefinition, type Snapshot } from '../../contract';
import type { BuildRecord } from '../../contract/builds';
import { addDays } from '../aggregation/calendar';
import { kindOf, type Kind } from '../aggregation/kinds';
import type { StoredVersion } from '../stores/publicationStore';
import { writeSnapshots } from '../snapshots/writeSnapshots';
import type { BuildDependencies, BuildRequest } from './buildContext';
import { contributing, stageContributors } from './contributors';
import { trailingActivity, updateLineage } from './lineage';
import { releaseMonths, type MonthsReleased } from './releaseMonths';
import { appendRows, dropStaleRows, stageCurrent } from './releasedRows';
import { makeReport } from './report';
import { settleLeavers, updateRoster, type RosterChange, type RosterEntry } from './roster';
import { versionFor } from './versions';

/** What the build found, up to the decision what to publish. */
interface Decided extends MonthsReleased {
  readonly version: StoredVersion;
  readonly snapshots: readonly Snapshot[];
}

/**
 * Builds one pack: reads what the opted-in products did on days not decided yet, decides the cells of every window that
 * has ended, and publishes them. All state changes in one transaction at the end; a build that dies before it has
 * published nothing, and the next one computes the same bytes.
 * @returns null for a pack that nobody has contributed to: unless an admin asks, its history need not begin with that.
 */
export async function buildPack(deps: BuildDependencies, request: BuildRequest): Promise<BuildRecord | null> {
  const { definition, asOf, signal } = request;
  const kind = kindOf(definition.spec.kind);
  const packId = asId<PackId>(definition.metadata.name);
  const startedAt = deps.clock.now();
  const buildId = deps.ids.uuid();
  const before = await deps.rosters.load(packId);
  const windows = await deps.releases.windows(packId);
  const change = updateRoster(
    before,
    await contributing(deps, definition),
    windows.some(({ outcome }) => outcome.published > 0),
  );
  if (change.roster.length === 0 && windows.length === 0 && request.reason !== 'admin') return null;
  const members = change.roster.filter(({ state }) => state === 'member');

  return deps.warehouse.session({ signal }, async connection => {
    await stageContributors(connection, members);
    request.progress(0.02, `${packId}: counting sessions`);
    const lineage = await updateLineage(connection, packId, members, await deps.lineage.last(packId));
    const activity = await trailingActivity(connection, packId, asOf);
    const enough = activity.sessions >= definition.spec.minSessions;

    const released = enough
      ? await releaseMonths(deps, { ...request, connection, kind, members, lineage, change })
      : {
          months: [],
          charges: [],
          message: belowMinSessions(definition, activity.sessions),
          restated: false,
        };
    const decided = enough
      ? await publishRows(deps, connection, request, kind, buildId, released)
      : { ...released, version: await newestVersion(deps, definition), snapshots: [] };

    const status =
      decided.snapshots.length > 0 ? 'published' : (await hasRows(deps, packId)) ? 'unchanged' : 'withheld';
    const outcomes = [
      ...windows.filter(one => !released.months.some(month => month.month === one.month && month.restart)),
      ...released.months.flatMap(month => month.windows),
    ].map(({ outcome }) => outcome);
    const source = definition.spec.vertical === 'ANY' ? {} : { source: definition.spec.vertical };
    const record: BuildRecord = {
      id: buildId,
      packId,
      runId: request.runId,
      asOf,
      reason: request.reason,
      status,
      version: decided.version.status === 'draft' && status !== 'published' ? null : decided.version.version,
      startedAt,
      finishedAt: deps.clock.now(),
      message: decided.message ?? (status === 'withheld' ? 'No cell keeps the thresholds yet.' : null),
      report: makeReport({
        buildId,
        definition,
        outcomes,
        activity,
        ledger: [...(await deps.releases.ledger(source)), ...released.charges],
        budgetLimit: deps.budgetPerSourceDay,
        span: await releasedSpan(connection, kind, packId),
      }),
    };
    await commit(deps, record, { lineage, before, change, decided });
    if (status === 'published') await cleanUp(deps, connection, kind, request);
    return record;
  });
}

const belowMinSessions = ({ spec }: PackDefinition, sessions: number) =>
  `The pack has ${sessions} sessions over 30 days and needs ${spec.minSessions}: nothing new is published.`;

async function newestVersion(deps: BuildDependencies, definition: PackDefinition): Promise<StoredVersion> {
  const versions = await deps.publications.versions();
  const newest = versions.find(
    ({ packId, status }) => packId === definition.metadata.name && status === 'active',
  );
  return versionFor(definition, newest ?? null, deps.clock.now());
}

const hasRows = async (deps: BuildDependencies, packId: string): Promise<boolean> =>
  (await deps.publications.snapshots()).some(snapshot => snapshot.packId === packId && snapshot.rows > 0);

const keepFrom = (definition: PackDefinition, asOf: string) => addDays(asOf, -definition.spec.retentionDays);

/** Epochs as they will be when this build is committed. */
async function currentEpochs(
  deps: BuildDependencies,
  packId: string,
  released: MonthsReleased,
): Promise<Map<string, number>> {
  const epochs = new Map((await deps.releases.months(packId)).map(({ month, epoch }) => [month, epoch]));
  for (const { month, epoch } of released.months) epochs.set(month, epoch);
  return epochs;
}

/** Appends the rows and writes the snapshot files of what changed; files and rows count only after the commit. */
async function publishRows(
  deps: BuildDependencies,
  connection: WarehouseConnection,
  { definition, asOf, signal, progress }: BuildRequest,
  kind: Kind,
  buildId: string,
  released: MonthsReleased,
): Promise<Decided> {
  const packId = asId<PackId>(definition.metadata.name);
  const version = await newestVersion(deps, definition);
  const current = {
    epochs: await currentEpochs(deps, packId, released),
    keepFrom: keepFrom(definition, asOf),
  };
  const stored = new Map((await deps.releases.months(packId)).map(({ month, epoch }) => [month, epoch]));
  await dropStaleRows(connection, kind, packId, await deps.publications.committedBuilds(packId), {
    ...current,
    epochs: stored,
  });
  const added = await appendRows(connection, kind, packId, buildId, released.months);
  const months = await stageCurrent(connection, kind, packId, current);
  const known = (await deps.publications.snapshots()).filter(
    one => one.packId === packId && one.version === version.version,
  );
  const changed = new Set(released.months.map(({ month }) => month));
  const stale = released.restated || added > 0 || known.length === 0;
  const due = stale
    ? ['latest', ...months.filter(month => changed.has(month) || !known.some(one => one.window === month))]
    : [];
  const snapshots = await writeSnapshots(
    { packId, kind, fields: definition.spec.fields, windows: months.length > 0 ? due : [] },
    { connection, files: deps.files, folder: path.join(deps.app.dataDir, 'pack-builder'), signal },
    (share, window) => progress(0.8 + 0.18 * share, `${packId}: writing ${window}`),
  );
  const built = { packId, version: version.version, buildId, builtAt: deps.clock.now() };
  return { ...released, version, snapshots: snapshots.map(written => ({ ...built, ...written })) };
}

async function releasedSpan(connection: WarehouseConnection, kind: Kind, packId: string) {
  const [row] = await connection.query<{ from: string | null; to: string | null }>(
    `SELECT CAST(min(window_start) AS VARCHAR) AS "from", CAST(max(CASE grain
        WHEN 'day' THEN window_start
        WHEN 'week' THEN least(CAST(date_trunc('week', window_start) + INTERVAL 6 DAY AS DATE), last_day(window_start))
        ELSE last_day(window_start) END) AS VARCHAR) AS "to"
     FROM ${kind.table} WHERE pack_id = $1`,
    [packId],
  );
  return { from: row?.from ?? null, to: row?.to ?? null };
}

interface Commit {
  readonly lineage: Awaited<ReturnType<typeof updateLineage>>;
  readonly before: readonly RosterEntry[];
  readonly change: RosterChange;
  readonly decided: Decided;
}

/** Everything the build changes, or nothing. */
async function commit(
  deps: BuildDependencies,
  record: BuildRecord,
  { lineage, before, change, decided }: Commit,
): Promise<void> {
  const { packId } = record;
  const after = decided.restated && change.restate ? settleLeavers(change.roster) : change.roster;
  const older = (await deps.publications.versions()).filter(
    one => one.packId === packId && one.status === 'active',
  );
  await deps.database.transaction(async trx => {
    await deps.rosters.save(trx, packId, before, after);
    await deps.lineage.save(trx, packId, lineage);
    await deps.releases.dropWindows(
      trx,
      packId,
      decided.months.filter(({ restart }) => restart).map(({ month }) => month),
    );
    for (const month of decided.months) {
      await deps.releases.saveMonth(trx, packId, month);
      const stored = month.windows.map(({ window: { grain, start }, outcome }) => {
        return { month: month.month, grain, start, epoch: month.epoch, outcome };
      });
      await deps.releases.saveWindows(trx, packId, record.id, stored);
    }
    await deps.releases.charge(trx, record.id, decided.charges);
    await deps.publications.saveBuild(trx, record);
    if (record.status !== 'published') return;
    if (decided.version.status !== 'active') {
      for (const version of older)
        await deps.publications.saveVersion(trx, { ...version, status: 'deprecated' });
      await deps.publications.saveVersion(trx, { ...decided.version, status: 'active' });
    }
    await deps.publications.saveSnapshots(trx, decided.snapshots);
    const published = { packId, version: decided.version.version, buildId: record.id };
    await deps.events.publish(packPublished, published, { key: packId, trx });
  });
}

/** After the commit: rows of superseded epochs and beyond the retention go. */
async function cleanUp(
  deps: BuildDependencies,
  connection: WarehouseConnection,
  kind: Kind,
  { definition, asOf }: BuildRequest,
) {
  const packId = definition.metadata.name;
  const epochs = new Map((await deps.releases.months(packId)).map(({ month, epoch }) => [month, epoch]));
  const committed = await deps.publications.committedBuilds(packId);
  await dropStaleRows(connection, kind, packId, committed, { epochs, keepFrom: keepFrom(definition, asOf) });
}
