import { moneyToDecimal, type PackId } from '@netcrab/plugin-api/backend';
import type { RevenueMonth } from '../../contract';
import { sumEntries } from '../ledger/entries';
import type { Closing } from './closeMonth';
import { closedMonths, closedPacks, type ClosedPack } from './closedMonths';
import { addMonths, monthOf, type Month } from './months';
import { shareRevenue } from './share';

type Amounts = Pick<ClosedPack, 'currency' | 'gross' | 'fee' | 'pool' | 'unallocated'>;

/** What is not closed yet, as if it closed now; shares are not told apart, so only the fee counts. */
async function openAmounts(closing: Closing, month: Month): Promise<Amounts[]> {
  const { database, packs, rates } = closing;
  const monthRates = await rates.forMonth(database.knex, month);
  const sums = await sumEntries(database.knex, { account: 'deferred_revenue', month }, [
    'pack_id',
    'currency',
  ]);
  return sums.map(({ row: { pack_id: packId, currency }, sum }) => {
    const kind = packId === null ? null : (packs?.get(packId)?.definition.spec.kind ?? null);
    const { fee, pool } = shareRevenue(-sum, monthRates.ofPack(kind), []);
    return { currency, gross: -sum, fee, pool, unallocated: 0n };
  });
}

function totals(amounts: readonly Amounts[]): RevenueMonth['totals'] {
  const currencies = [...new Set(amounts.map(({ currency }) => currency))].sort();
  return currencies.map(currency => {
    const own = amounts.filter(one => one.currency === currency);
    const sum = (of: (one: Amounts) => bigint) =>
      moneyToDecimal({ minor: own.reduce((total, one) => total + of(one), 0n), currency });
    return {
      currency,
      gross: sum(one => one.gross),
      platformFee: sum(one => one.fee),
      pool: sum(one => one.pool),
      unallocated: sum(one => one.unallocated),
    };
  });
}

/** The last months, newest first, the current one in front. */
export async function revenueMonths(closing: Closing, count: number): Promise<RevenueMonth[]> {
  const db = closing.database.knex;
  const closed = await closedMonths(db);
  const current = monthOf(closing.clock.now());
  const months: RevenueMonth[] = [];
  for (let back = 0; back < count; back++) {
    const month = addMonths(current, -back);
    const packs = await closedPacks(db, { month });
    const closedAt = closed.get(month) ?? null;
    const open = await openAmounts(closing, month);
    const state = closedAt !== null ? 'closed' : packs.length > 0 ? 'closing' : 'open';
    months.push({ month, state, closedAt, totals: totals([...packs, ...open]) });
  }
  return months;
}

export async function closedPackViews(
  { database }: Closing,
  month: Month,
  titleOf: (packId: PackId) => string,
) {
  const packs = await closedPacks(database.knex, { month });
  return packs.map(({ packId, currency, gross, fee, pool, unallocated, sessions, hash, closedAt }) => {
    const decimal = (minor: bigint) => moneyToDecimal({ minor, currency });
    return {
      packId,
      packTitle: titleOf(packId),
      currency,
      gross: decimal(gross),
      platformFee: decimal(fee),
      pool: decimal(pool),
      unallocated: decimal(unallocated),
      totalSessions: Number(sessions),
      hash,
      closedAt,
    };
  });
}
