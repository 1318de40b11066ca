import { apportion } from './apportion';
import { serviceMonths, type Month } from './months';

/** A line of what was bought. All of it is for these packs over this period. */
export interface ServiceLine {
  /** Without tax, after discounts; minor units. Negative for a credit, as when a tier changes within a period. */
  readonly amount: bigint;
  /** Shares the line equally; at least one. */
  readonly packIds: readonly string[];
  /** Epoch ms, inclusive: its day (UTC) is the first day of service. */
  readonly periodStart: number;
  /** Epoch ms, exclusive: its day is not served any more. The same day as the start, or before, makes one day. */
  readonly periodEnd: number;
}

export interface ReceivedPayment {
  /** What the buyer paid, tax included; minor units. */
  readonly gross: bigint;
  readonly tax: bigint;
  readonly lines: readonly ServiceLine[];
}

/** Money for one pack's service in one month; minor units. */
export interface Portion {
  readonly packId: string;
  readonly month: Month;
  readonly amount: bigint;
}

export interface Allocation {
  readonly tax: bigint;
  /** By pack, then month; each pair once, none of nothing. With the tax they add up to what was paid. */
  readonly portions: readonly Portion[];
}

const byKey = (a: readonly [string, unknown], b: readonly [string, unknown]) => (a[0] < b[0] ? -1 : 1);
const separator = '\u0000';

function splitLine({ packIds, periodStart, periodEnd }: ServiceLine, amount: bigint): Map<string, bigint> {
  const perPack = apportion(
    amount,
    [...new Set(packIds)].map(key => ({ key, weight: 1n })),
  );
  const months = serviceMonths(periodStart, periodEnd).map(({ month, days }) => {
    return { key: month, weight: BigInt(days) };
  });
  const cells = new Map<string, bigint>();
  for (const [packId, part] of perPack) {
    for (const [month, cell] of apportion(part, months)) cells.set(packId + separator + month, cell);
  }
  return cells;
}

/**
 * Splits a payment into tax and, per pack and service month, what is earned there: lines in proportion to their
 * amounts (a part payment, or one reduced by the customer's balance, pays each line alike), packs of a line equally,
 * months by days of service. Whole minor units by {@link apportion} at every step, so the parts add up exactly and
 * depend on nothing but the payment's content.
 * @throws RangeError for a payment that is less than its tax, or whose lines add up to nothing
 */
export function allocatePayment({ gross, tax, lines }: ReceivedPayment): Allocation {
  const net = gross - tax;
  if (tax < 0n || net < 0n) throw new RangeError('A payment cannot be less than its tax');
  if (net === 0n) return { tax, portions: [] };
  // Two lines alike in content are interchangeable, so that their order cannot matter either.
  const content = ({ packIds, periodStart, periodEnd, amount }: ServiceLine) =>
    [[...packIds].sort().join(','), periodStart, periodEnd, amount].join(separator);
  const inOrder = lines
    .map((line): [string, ServiceLine] => [content(line), line])
    .toSorted(byKey)
    .map(([, line], at) => ({ key: String(at).padStart(6, '0'), line }));
  const amounts = apportion(
    net,
    inOrder.map(({ key, line }) => ({ key, weight: line.amount })),
  );
  const cells = new Map<string, bigint>();
  for (const { key, line } of inOrder) {
    for (const [cell, amount] of splitLine(line, amounts.get(key) ?? 0n))
      cells.set(cell, (cells.get(cell) ?? 0n) + amount);
  }
  const portions = [...cells]
    .filter(([, amount]) => amount !== 0n)
    .sort(byKey)
    .map(([cell, amount]): Portion => {
      const [packId = '', month = ''] = cell.split(separator);
      return { packId, month, amount };
    });
  return { tax, portions };
}

/**
 * What each line of a payment has given back when `returned` of it has been refunded or lost in all. Cumulative: post
 * the difference to what was posted before, and a full return in any number of parts returns every line exactly.
 * @param amounts by line; they add up to what was paid
 * @throws RangeError when more is returned than was paid
 */
export function returnedLines(amounts: ReadonlyMap<string, bigint>, returned: bigint): Map<string, bigint> {
  let paid = 0n;
  for (const amount of amounts.values()) paid += amount;
  if (returned < 0n || returned > paid) throw new RangeError('More would be returned than was paid');
  return apportion(
    returned,
    [...amounts].map(([key, weight]) => ({ key, weight })),
  );
}
