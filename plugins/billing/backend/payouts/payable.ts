import type { OrgId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import { sumEntries } from '../ledger/entries';
import { monthEnd, type Month } from '../revenue/months';
import type { Payable } from './plan';

/** What is owed to sellers, by org and currency; below zero what they owe. Minor units. */
export interface Owed {
  readonly orgId: OrgId;
  readonly currency: string;
  /** At the end of the month. */
  readonly closing: bigint;
  /** Of the closing balance, gone since: refunds of closed months, payouts. */
  readonly withheld: bigint;
}

const keyOf = (orgId: string, currency: string) => `${orgId}\t${currency}`;

async function payables(db: Knex, filter: { readonly orgId?: OrgId; readonly until?: number }) {
  const sums = await sumEntries(db, { account: 'seller_payable', ...filter }, ['org_id', 'currency']);
  return sums.flatMap(({ row: { org_id: orgId, currency }, sum }) =>
    orgId === null ? [] : [{ orgId, currency, balance: -sum }],
  );
}

/** Of all orgs, or one. */
export async function owedAt(db: Knex, month: Month, orgId?: OrgId): Promise<Owed[]> {
  const now = new Map(
    (await payables(db, { orgId })).map(one => [keyOf(one.orgId, one.currency), one.balance]),
  );
  const closing = await payables(db, { orgId, until: monthEnd(month) });
  return closing.map(({ orgId: org, currency, balance }) => {
    const current = now.get(keyOf(org, currency)) ?? 0n;
    return { orgId: org, currency, closing: balance, withheld: current < balance ? balance - current : 0n };
  });
}

/** What a payout of the month may be at most: never more than is owed now. */
export const toPayable = ({ orgId, currency, closing, withheld }: Owed): Payable => ({
  orgId,
  currency,
  amount: closing - withheld,
});
