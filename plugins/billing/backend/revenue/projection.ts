import { moneyToDecimal, type OrgId, type PackId } from '@netcrab/plugin-api/backend';
import type { PacksService } from '@netcrab/plugin-pack-builder/contract';
import type { ProjectedPack, RevenueProjection } from '../../contract';
import { sumEntries } from '../ledger/entries';
import type { Closing } from './closeMonth';
import { closedPacks } from './closedMonths';
import { addMonths, monthOf, type Month } from './months';
import { monthCloseKind } from './postingKinds';
import type { MonthRates } from './rates';
import { shareRevenue, type OrgContribution } from './share';

export interface Projecting extends Closing {
  readonly packs: Pick<PacksService, 'get' | 'contributions' | 'list' | 'joinable'> | null;
  readonly titleOf: (packId: PackId) => string;
}

interface Counts {
  readonly own: number;
  readonly total: number;
}

const formula = {
  share: 'your sessions ÷ all sessions of the pack × (money received for the month − platform fee)',
  low: 'money received for this month so far, at the lowest share of this and the last three months',
  high: 'the larger of that money and the last closed month’s, at the highest share of those months',
  impact:
    'contributing: your projected share; otherwise nothing up to the share of one average organisation more',
};

const assumptions = [
  'Sessions go on as they have in this month and the last three.',
  'Nobody else starts or stops to contribute.',
  'Refunds and chargebacks are not foreseen; they count when they happen.',
  'The month closes on the fifth of the next month. Until then nothing is owed.',
];

/** Of each of a pack's last months, this one first: a month without sessions says nothing and is left out. */
async function shares(projecting: Projecting, packId: PackId, orgId: OrgId, months: readonly Month[]) {
  const counts: Counts[] = [];
  let orgs = 0;
  for (const month of months) {
    const all = (await projecting.packs?.contributions(month, packId)) ?? [];
    const total = all.reduce((sum, { sessions }) => sum + sessions, 0);
    counts.push({ own: all.find(one => one.orgId === orgId)?.sessions ?? 0, total });
    orgs = Math.max(orgs, all.length);
  }
  return { counts, orgs };
}

/** An org's part at a share of `own` to `total` sessions, its own rate counted; minor units. */
function part(
  base: bigint,
  { own, total }: Counts,
  rates: MonthRates,
  orgId: OrgId,
  kind: string | null,
): bigint {
  if (own === 0 || base <= 0n) return 0n;
  const rate = rates.ofPack(kind);
  const orgs: OrgContribution[] = [
    { orgId, sessions: BigInt(own), rate: rates.ofSeller(orgId, kind) },
    { orgId: `${orgId}\u0000others`, sessions: BigInt(total - own), rate },
  ];
  return shareRevenue(base, rate, orgs).shares.get(orgId) ?? 0n;
}

async function projectPack(
  projecting: Projecting,
  packId: PackId,
  { orgId, currency, month, rates }: { orgId: OrgId; currency: string; month: Month; rates: MonthRates },
  { received, last }: { readonly received: bigint; readonly last: bigint },
): Promise<ProjectedPack & { readonly low: bigint; readonly high: bigint }> {
  const kind = projecting.packs?.get(packId)?.definition.spec.kind ?? null;
  const months = [0, -1, -2, -3].map(back => addMonths(month, back));
  const { counts, orgs } = await shares(projecting, packId, orgId, months);
  const now = counts[0] ?? { own: 0, total: 0 };
  const known = counts.filter(({ total }) => total > 0);
  const status = now.own > 0 ? 'contributing' : known.some(({ own }) => own > 0) ? 'paused' : 'none';
  // Before this month's first build the last months stand in.
  const considered = now.total > 0 && status === 'contributing' ? known.filter(({ own }) => own > 0) : known;
  const expected = received > last ? received : last;
  const lows = considered.map(share => part(received, share, rates, orgId, kind));
  const highs = considered.map(share => part(expected, share, rates, orgId, kind));
  const low = lows.reduce((least, one) => (one < least ? one : least), lows[0] ?? 0n);
  const high = highs.reduce((most, one) => (one > most ? one : most), 0n);
  const oneMore = part(expected, { own: 1, total: orgs + 1 }, rates, orgId, kind);
  const decimal = (minor: bigint) => moneyToDecimal({ minor, currency });
  const range = { low: decimal(low), high: decimal(high) };
  return {
    packId,
    packTitle: projecting.titleOf(packId),
    status,
    sessions: now.own,
    totalSessions: now.total,
    share: now.total === 0 ? 0 : now.own / now.total,
    received: decimal(received),
    projected: range,
    impact: status === 'none' ? { low: decimal(0n), high: decimal(oneMore) } : range,
    low,
    high,
  };
}

async function history(
  { database, titleOf }: Projecting,
  orgId: OrgId,
  currency: string,
): Promise<RevenueProjection['history']> {
  const filter = { account: 'seller_payable', orgId, currency, kind: monthCloseKind } as const;
  const sums = await sumEntries(database.knex, filter, ['month', 'pack_id']);
  const months = [...new Set(sums.flatMap(({ row }) => row.month ?? []))].sort().reverse().slice(0, 12);
  const decimal = (minor: bigint) => moneyToDecimal({ minor, currency });
  return months.map(month => {
    const own = sums.filter(({ row }) => row.month === month);
    return {
      month,
      earned: decimal(own.reduce((total, { sum }) => total - sum, 0n)),
      packs: own.flatMap(({ row: { pack_id: packId }, sum }) =>
        packId === null ? [] : [{ packId, packTitle: titleOf(packId), earned: decimal(-sum) }],
      ),
    };
  });
}

/**
 * The currency to project in: that of the org's account where the org earns in it, else what it earns in. Buyers choose
 * no currency, so an account abroad has often another than the money.
 */
export async function earningCurrency(
  { database: { knex: db }, clock }: Projecting,
  orgId: OrgId,
  ofAccount: string,
): Promise<string> {
  const owed = await sumEntries(db, { account: 'seller_payable', orgId }, ['currency']);
  const month = monthOf(clock.now());
  const received = await sumEntries(db, { account: 'deferred_revenue', month }, ['currency']);
  const earned = [...owed, ...received].map(({ row }) => row.currency);
  return earned.includes(ofAccount) ? ofAccount : (earned[0] ?? ofAccount);
}

/**
 * What an org will earn this month, as a range, with what it rests on; by packs that it contributes to, did or could.
 * Owed is only what was closed.
 */
export async function projectRevenue(
  projecting: Projecting,
  orgId: OrgId,
  currency: string,
): Promise<RevenueProjection> {
  const db = projecting.database.knex;
  const month = monthOf(projecting.clock.now());
  const rates = await projecting.rates.forMonth(db, month);
  const deferred = await sumEntries(db, { account: 'deferred_revenue', month, currency }, ['pack_id']);
  const received = new Map(deferred.map(({ row, sum }) => [row.pack_id as string, -sum]));
  const before = await closedPacks(db, { month: addMonths(month, -1), currency });
  const last = new Map<string, bigint>(before.map(({ packId, gross }) => [packId, gross]));
  const [owed] = await sumEntries(db, { account: 'seller_payable', orgId, currency }, ['currency']);
  const packs = [];
  for (const { packId } of projecting.packs?.list() ?? [])
    packs.push(
      await projectPack(
        projecting,
        packId,
        { orgId, currency, month, rates },
        {
          received: received.get(packId) ?? 0n,
          last: last.get(packId) ?? 0n,
        },
      ),
    );
  const joinable = new Set(await projecting.packs?.joinable(orgId));
  const open = packs.filter(({ packId, status }) => status !== 'none' || joinable.has(packId as PackId));
  const decimal = (minor: bigint) => moneyToDecimal({ minor, currency });
  return {
    month,
    currency,
    projected: {
      low: decimal(packs.reduce((sum, { low }) => sum + low, 0n)),
      high: decimal(packs.reduce((sum, { high }) => sum + high, 0n)),
    },
    payable: decimal(-(owed?.sum ?? 0n)),
    formula,
    assumptions,
    packs: open.map(({ low: _low, high: _high, ...pack }) => pack),
    history: await history(projecting, orgId, currency),
  };
}
