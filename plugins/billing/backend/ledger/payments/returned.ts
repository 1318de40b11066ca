import type { Knex } from 'knex';
import { returnedLines } from '../../revenue/allocate';
import type { Recognise } from '../../revenue/recognise';
import type { Entry } from '../posting';
import type { Payment } from './store';

const taxLine = 'tax';
const separator = '\u0000';

/** By line, so that what comes back is taken from the lines that the money went to. */
function linesOf({ tax, portions }: Payment): Map<string, bigint> {
  const lines = new Map(
    portions.map(({ packId, month, amount }) => [packId + separator + month, amount] as const),
  );
  if (tax !== 0n) lines.set(taxLine, tax);
  return lines;
}

/**
 * Entries that bring what was returned of a payment from one total to another, against the account that the money left
 * (or, going down, came back to). Cumulative: any parts that add up to the whole payment bring every line back to zero.
 */
export async function returnEntries(
  trx: Knex.Transaction,
  recognise: Recognise,
  payment: Payment,
  { from, to }: { readonly from: bigint; readonly to: bigint },
  against: 'stripe_clearing' | 'dispute_hold',
): Promise<Entry[]> {
  if (from === to) return [];
  const { currency } = payment;
  const lines = linesOf(payment);
  const before = returnedLines(lines, from);
  const after = returnedLines(lines, to);
  const changeOf = (line: string) => (after.get(line) ?? 0n) - (before.get(line) ?? 0n);
  const cells = payment.portions.map(({ packId, month }) => {
    return { packId, month, currency, amount: -changeOf(packId + separator + month) };
  });
  const tax = changeOf(taxLine);
  return [
    { account: against, currency, amount: from - to },
    ...(tax === 0n ? [] : [{ account: 'tax_payable' as const, currency, amount: tax }]),
    ...(await recognise(trx, cells)),
  ];
}
