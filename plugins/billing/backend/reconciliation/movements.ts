import type { Knex } from 'knex';
import type Stripe from 'stripe';
import { idOf, toMs } from '../stripe/objects';
import type { Movement } from './compare';

export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Movements of the platform's Stripe balance, fees taken off; and which source each balance transaction is of. */
export async function stripeMovements(client: Stripe, { from, to }: Window) {
  const movements: Movement[] = [];
  const sources = new Map<string, string>();
  const created = { gte: Math.floor(from / 1000), lt: Math.ceil(to / 1000) };
  for await (const one of client.balanceTransactions.list({ created, limit: 100 })) {
    const source = idOf(one.source) ?? one.id;
    sources.set(one.id, source);
    movements.push({
      source,
      type: one.type,
      currency: one.currency,
      amount: BigInt(one.net),
      at: toMs(one.created),
    });
  }
  return { movements, sources };
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
