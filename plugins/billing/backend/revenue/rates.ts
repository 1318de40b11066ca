import type { Knex } from 'knex';
import type { rateScopes } from '../../contract';
import type { Month } from './months';
import type { BasisPoints } from './share';

export type RateScope = (typeof rateScopes)[number];

export interface StoredRate {
  readonly id: string;
  readonly scope: RateScope;
  /** A pack kind or an org id; null for the default. */
  readonly subject: string | null;
  readonly rate: BasisPoints;
  /** The first service month it counts for. */
  readonly effectiveMonth: Month;
  readonly reason: string;
  readonly createdBy: string;
  readonly createdAt: number;
}

interface Row {
  id: string;
  scope: RateScope;
  subject: string | null;
  basis_points: number;
  effective_month: Month;
  reason: string;
  created_by: string;
  created_at: number;
}

const toRate = (row: Row): StoredRate => ({
  id: row.id,
  scope: row.scope,
  subject: row.subject,
  rate: row.basis_points,
  effectiveMonth: row.effective_month,
  reason: row.reason,
  createdBy: row.created_by,
  createdAt: row.created_at,
});

/** The rates of one month: a seller's own before that of the pack's kind before the default. */
export interface MonthRates {
  ofPack(kind: string | null): BasisPoints;
  ofSeller(orgId: string, kind: string | null): BasisPoints;
  /** The rate that counts for this subject; null where another one stands in. */
  counting(scope: RateScope, subject: string | null): StoredRate | null;
}

const keyOf = (scope: RateScope, subject: string | null) => `${scope} ${subject ?? ''}`;

/** @param rates oldest first, by effective month and creation: the last for a subject counts */
export function ratesOf(month: Month, rates: readonly StoredRate[], defaultRate: BasisPoints): MonthRates {
  const found = new Map<string, StoredRate>();
  for (const rate of rates)
    if (rate.effectiveMonth <= month) found.set(keyOf(rate.scope, rate.subject), rate);
  const counting = (scope: RateScope, subject: string | null) => found.get(keyOf(scope, subject)) ?? null;
  const ofPack = (kind: string | null) =>
    (counting('kind', kind) ?? counting('default', null))?.rate ?? defaultRate;
  return {
    ofPack,
    ofSeller: (orgId, kind) => counting('seller', orgId)?.rate ?? ofPack(kind),
    counting,
  };
}

export interface RateStore {
  /** Counts where no rate was set. */
  readonly configured: BasisPoints;
  /** All of them, oldest first by effective month and creation. */
  all(db: Knex): Promise<StoredRate[]>;
  forMonth(db: Knex, month: Month): Promise<MonthRates>;
  insert(trx: Knex.Transaction, rate: StoredRate): Promise<void>;
}

/** @param configured where no rate was ever set */
export function createRateStore(configured: BasisPoints): RateStore {
  const all = async (db: Knex) => {
    const rows: Row[] = await db<Row>('commission_rates').orderBy(['effective_month', 'created_at', 'id']);
    return rows.map(toRate);
  };
  return {
    configured,
    all,
    forMonth: async (db, month) => ratesOf(month, await all(db), configured),
    async insert(trx, rate) {
      await trx<Row>('commission_rates').insert({
        id: rate.id,
        scope: rate.scope,
        subject: rate.subject,
        basis_points: rate.rate,
        effective_month: rate.effectiveMonth,
        reason: rate.reason,
        created_by: rate.createdBy,
        created_at: rate.createdAt,
      });
    },
  };
}
