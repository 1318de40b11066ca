import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import {
  addDays,
  daysBetween,
  epochOf,
  firstDay,
  monthOf,
  nextMonth,
  previousMonth,
} from '../aggregation/calendar';
import type { Kind } from '../aggregation/kinds';
import type { PlannedKey } from '../aggregation/plan';
import { noiseStreams } from '../privacy/randomStream';
import { sigmasOf } from '../privacy/releaseCell';
import type { StoredMonth, StoredWindow } from '../stores/releaseStore';
import { chargeId, checkBudget, type Charge } from './budget';
import type { BuildDependencies, BuildRequest } from './buildContext';
import type { LineageUpdate } from './lineage';
import type { Carried } from './outcome';
import { daysToRead, releaseMonth, windowId, type DecidedWindow, type MonthState } from './releaseMonth';
import type { RosterChange, RosterEntry } from './roster';

export interface ReleasedMonth extends StoredMonth {
  readonly windows: readonly DecidedWindow[];
  /** The windows decided before are void. */
  readonly restart: boolean;
}

export interface MonthsReleased {
  readonly months: readonly ReleasedMonth[];
  readonly charges: readonly Charge[];
  readonly message: string | null;
  readonly restated: boolean;
}

export interface ReleaseInput extends BuildRequest {
  readonly connection: WarehouseConnection;
  readonly kind: Kind;
  readonly members: readonly RosterEntry[];
  readonly lineage: LineageUpdate;
  readonly change: RosterChange;
}

/** Decides the windows of every month that has undecided ones, oldest first: an open month is planned by the one before. */
export async function releaseMonths(deps: BuildDependencies, input: ReleaseInput): Promise<MonthsReleased> {
  const packId = input.definition.metadata.name;
  const stored = await deps.releases.months(packId);
  const windows = await deps.releases.windows(packId);
  const restateFrom = restatementMonth(input);
  if (restateFrom === null) return attempt(deps, input, stored, windows, null);
  try {
    return await attempt(deps, input, stored, windows, restateFrom);
  } catch (error) {
    // What an admin asked for is refused to the admin. Leavers wait for room in the budget; the daily build goes on.
    if (input.restateFrom !== null || !isOverBudget(error)) throw error;
    const released = await attempt(deps, input, stored, windows, null);
    return { ...released, message: `Not restated without the orgs that left. ${error.message}` };
  }
}

const isOverBudget = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && error.code === 'conflict';

/** The first month to decide again; null for none. Enough leavers restate everything the pack still shows. */
function restatementMonth({ change, restateFrom, asOf, definition }: ReleaseInput): string | null {
  if (change.restate) return monthOf(addDays(asOf, -definition.spec.retentionDays));
  return restateFrom && monthOf(restateFrom);
}

async function attempt(
  deps: BuildDependencies,
  input: ReleaseInput,
  stored: readonly StoredMonth[],
  windows: readonly StoredWindow[],
  restateFrom: string | null,
): Promise<MonthsReleased> {
  const { asOf, definition, kind, lineage } = input;
  const packId = definition.metadata.name;
  const oldest = monthOf(addDays(asOf, -definition.spec.retentionDays));
  const known = new Map(stored.map(month => [month.month, month]));
  const candidates = [...new Set([...lineage.months, ...known.keys()])]
    .filter(month => month >= oldest && firstDay(month) < asOf)
    .sort();
  const { spec } = definition;
  const parameters = {
    minOrgs: spec.minOrgs,
    minCellSessions: spec.minCellSessions,
    cellsPerUnit: spec.privacy.cellsPerUnit,
    rho: spec.privacy.rho,
  };
  const sigmas = sigmasOf(kind, parameters);
  const streams = noiseStreams(deps.secrets.derive('pack-builder/noise', 32));
  const hashKey = deps.secrets.hmac('pack-builder/cells', packId).toString('hex');
  const coarsest = spec.privacy.generalizeTo;

  const plans = new Map<string, readonly PlannedKey[]>();
  for (const month of stored) if (month.closed && month.plan) plans.set(month.month, month.plan);
  const months: ReleasedMonth[] = [];
  const charges: Charge[] = [];
  for (const [index, month] of candidates.entries()) {
    input.progress(0.05 + (0.7 * index) / candidates.length, `${packId}: deciding ${month}`);
    const before = known.get(month);
    const mine = windows.filter(window => window.month === month);
    const restated = restateFrom !== null && before !== undefined && month >= restateFrom;
    // A month in which nothing could be released is tried again when its sessions changed: nothing was told about it.
    const empty = before !== undefined && !mine.some(({ outcome }) => outcome.published > 0);
    const restart = restated || (empty && lineage.changedMonths.includes(month));
    if (before?.closed && !restart) continue;
    const state: MonthState = {
      month,
      epoch: (before?.epoch ?? 0) + (restated ? 1 : 0),
      plan:
        (restart ? null : before?.plan) ??
        (isClosed(month, asOf) ? null : (plans.get(previousMonth(month)) ?? null)),
      decided: restart ? new Set() : new Set(mine.map(({ grain, start }) => `${grain} ${start}`)),
      carried: restart ? [] : stillCarried(mine),
    };
    const days = daysToRead(state, kind, coarsest, asOf);
    if (days) {
      const due = chargesOf(input, state, daysBetween(days.from, days.to));
      const ledger = await deps.releases.ledger({ from: days.from, to: days.to });
      const paid = new Set(ledger.map(chargeId));
      const fresh = due.filter(charge => !paid.has(chargeId(charge)));
      checkBudget(ledger, fresh, deps.budgetPerSourceDay, spec.privacy.delta);
      charges.push(...fresh);
    }
    const noise = { packId, epoch: state.epoch, streams };
    const released = await releaseMonth(state, { ...input, coarsest, parameters, sigmas, noise, hashKey });
    if (!released && !restart) continue;
    if (released?.closed) plans.set(month, released.plan);
    months.push({
      month,
      epoch: state.epoch,
      closed: released?.closed ?? false,
      plan: released?.plan ?? null,
      windows: released?.windows ?? [],
      restart,
    });
  }
  return { months, charges, message: null, restated: restateFrom !== null };
}

const isClosed = (month: string, asOf: string) => firstDay(nextMonth(month)) <= asOf;

/** Carried cells whose coarser window is undecided. */
function stillCarried(windows: readonly StoredWindow[]): Carried[] {
  const decided = new Set(windows.map(({ grain, start }) => `${grain} ${start}`));
  return windows.flatMap(({ outcome }) =>
    outcome.carried.filter(({ level, start }) => level !== 'week' || !decided.has(windowId(weekOf(start)))),
  );
}

/** The week, cut at the month's ends, that a day lies in. */
function weekOf(day: string) {
  const monday = addDays(day, -((new Date(epochOf(day)).getUTCDay() + 6) % 7));
  const start = monday > firstDay(monthOf(day)) ? monday : firstDay(monthOf(day));
  return { grain: 'week' as const, start, end: addDays(start, 1) };
}

/** What deciding these days costs: the plan once a month has closed, the release for every day that is read. */
function chargesOf(
  { definition, kind, members, asOf }: ReleaseInput,
  { month, epoch }: MonthState,
  days: readonly string[],
): Charge[] {
  const { spec, metadata } = definition;
  const sources =
    spec.vertical === 'ANY' ? [...new Set(members.map(({ vertical }) => vertical))].sort() : [spec.vertical];
  const { rho } = spec.privacy;
  const purposes = [
    { purpose: 'release' as const, rho: rho * (1 - kind.planWeight) },
    ...(isClosed(month, asOf) ? [{ purpose: 'plan' as const, rho: rho * kind.planWeight }] : []),
  ];
  return sources.flatMap(source =>
    days.flatMap(day =>
      purposes.map(({ purpose, rho: spent }) => ({
        source,
        day,
        packId: metadata.name,
        epoch,
        purpose,
        rho: spent,
      })),
    ),
  );
}
