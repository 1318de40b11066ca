import type { Knex } from 'knex';
import type Stripe from 'stripe';
import { idOf, toMs } from '../stripe/objects';
import type { Movement } from './compare';

export interface Window {
  readonly from: number;
  readonly to: number;
}

/** What of the Stripe balance is known: its movements, fees taken off, and which source each transaction is of. */
export interface StripeSide {
  readonly movements: Movement[];
  readonly sources: Map<string, string>;
}

async function note({ movements, sources }: StripeSide, list: AsyncIterable<Stripe.BalanceTransaction>) {
  for await (const one of list) {
    const source = idOf(one.source) ?? one.id;
    sources.set(one.id, source);
    const { type, currency, net } = one;
    movements.push({ source, type, currency, amount: BigInt(net), at: toMs(one.created) });
  }
}

/** Adds what moved Stripe's balance within a time. */
export function addMovements(client: Stripe, side: StripeSide, { from, to }: Window): Promise<void> {
  const created = { gte: Math.floor(from / 1000), lt: Math.ceil(to / 1000) };
  return note(side, client.balanceTransactions.list({ created, limit: 100 }));
}

/** What Stripe calls a charge, refund, dispute or transfer. */
const ofStripe = /^(?:ch|py|re|pyr|dp|du|tr)_/;
/** Asked for one by one: more than so many are no stragglers. */
const mostStragglers = 200;

/**
 * Adds what moved Stripe's balance at another time: news of a closed month is posted when it comes, which may be long after.
 */
export async function addStragglers(
  client: Stripe,
  side: StripeSide,
  ledger: readonly Movement[],
): Promise<void> {
  const known = new Set(side.movements.map(({ source }) => source));
  const wanted = new Set(
    ledger.map(({ source }) => source).filter(id => ofStripe.test(id) && !known.has(id)),
  );
  for (const source of [...wanted].slice(0, mostStragglers))
    await note(side, client.balanceTransactions.list({ source, limit: 100 }));
}

interface Row {
  currency: string;
  amount: number;
  kind: string;
  idempotency_key: string;
  reference: string;
  effective_at: number;
}

/** Movements of `stripe_clearing`, under Stripe's name of what moved it. */
export async function ledgerMovements(
  db: Knex,
  { from, to }: Window,
  sources: ReadonlyMap<string, string>,
): Promise<Movement[]> {
  const rows: Row[] = await db('ledger_entries as e')
    .join('ledger_postings as p', 'p.id', 'e.posting_id')
    .where('e.account', 'stripe_clearing')
    .where('p.effective_at', '>=', from)
    .where('p.effective_at', '<', to)
    .select('e.currency', 'e.amount', 'p.kind', 'p.idempotency_key', 'p.reference', 'p.effective_at');
  return rows.map(row => {
    const of = JSON.parse(row.reference) as Readonly<Record<string, string>>;
    const transaction = of.balanceTransaction;
    const source = transaction
      ? (sources.get(transaction) ?? transaction)
      : (of.refund ?? of.dispute ?? of.transfer ?? of.payment ?? row.idempotency_key);
    const { currency, kind: type } = row;
    return { source, type, currency, amount: BigInt(row.amount), at: row.effective_at };
  });
}
