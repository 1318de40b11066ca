import type { Knex } from 'knex';

const sorted = (rows: readonly object[]) => rows.map(row => JSON.stringify(row)).sort();

/** `account pack month currency` → minor units, without those of zero. */
export async function books(knex: Knex): Promise<Record<string, number>> {
  const columns = ['account', 'pack_id', 'month', 'currency'] as const;
  const rows: Array<Record<string, string | number | null>> = await knex('ledger_entries')
    .select(columns)
    .sum({ sum: 'amount' })
    .groupBy(columns);
  const named = rows.map(row => {
    const name = columns
      .map(column => (row[column] === 'usd' ? null : row[column]))
      .filter(one => one !== null);
    return [name.join(' '), Number(row.sum)] as const;
  });
  return Object.fromEntries(named.filter(([, sum]) => sum !== 0).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Everything that must not depend on how the news of Stripe came; by content, since ids may differ. */
export async function endState(knex: Knex) {
  const all = async (table: string, ...columns: string[]) => sorted(await knex(table).select(columns));
  const failed = await knex('stripe_webhook_events')
    .whereIn('state', ['failed', 'received'])
    .select('type', 'error');
  return {
    books: await books(knex),
    subscriptions: await all(
      'buyer_subscriptions',
      'org_id',
      'status',
      'starts_at',
      'ends_at',
      'price_minor',
      'next_price_minor',
      'period_end',
      'cancel_at_period_end',
      'grace_ends_at',
    ),
    terms: await all('buyer_subscription_terms', 'from_at', 'tier', 'pack_ids'),
    orders: await all('billing_orders', 'org_id', 'state', 'tier', 'amount'),
    payments: await all(
      'billing_payments',
      'org_id',
      'gross',
      'tax',
      'returned',
      'refunded',
      'disputed',
      'paid_at',
    ),
    portions: await all('billing_payment_portions', 'pack_id', 'month', 'amount'),
    postings: await all('ledger_postings', 'kind', 'effective_at'),
    failed: sorted(failed),
  };
}
