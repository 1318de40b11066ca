import { moneyToDecimal, type OrgId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { OwnPayouts } from '../../contract';
import { accountView } from '../connect/connectHandlers';
import { sumEntries } from '../ledger/entries';
import type { LedgerAccount } from '../../contract';
import { addMonths, monthOf, monthStart, type Month } from '../revenue/months';
import { findStatements, statementsOf } from '../statements/statementStore';
import type { Paying } from './dryRun';
import { findPayouts } from './payoutStore';
import { payoutView } from './payoutViews';
import { minimumIn } from './plan';

const fifthAtSix = (4 * 24 + 6) * 3_600_000;

/** Epoch ms of the next monthly run. */
export function nextRunAt(now: number): number {
  const ofThisMonth = monthStart(monthOf(now)) + fifthAtSix;
  return now < ofThisMonth ? ofThisMonth : monthStart(addMonths(monthOf(now), 1)) + fifthAtSix;
}

export const minimumText = (minimumPayout: string, currency: string): string =>
  moneyToDecimal({ minor: minimumIn(minimumPayout, currency), currency });

/** What an account holds for an org, by currency; above zero: owed or paid to it. */
async function heldFor(db: Knex, account: LedgerAccount, orgId: OrgId): Promise<Map<string, bigint>> {
  const sums = await sumEntries(db, { account, orgId }, ['currency']);
  return new Map(sums.map(({ row, sum }) => [row.currency, -sum]));
}

/** Balances, account and months of one seller. */
export async function sellerPayouts(paying: Paying, orgId: OrgId): Promise<OwnPayouts> {
  const { database, clock, accounts, minimumPayout } = paying;
  const db = database.knex;
  const [account, payable, inTransit, payouts, statements] = [
    await accounts.ofOrg(db, orgId),
    await heldFor(db, 'seller_payable', orgId),
    await heldFor(db, 'payout_in_transit', orgId),
    await findPayouts(db, { orgId }),
    await statementsOf(db, orgId),
  ];
  const paid = new Map<string, bigint>();
  for (const { state, currency, amount, reversed } of payouts)
    if (state === 'paid') paid.set(currency, (paid.get(currency) ?? 0n) + amount - reversed);
  const currencies = new Set([...payable.keys(), ...inTransit.keys(), ...paid.keys()]);
  if (currencies.size === 0) currencies.add(account?.currency ?? 'usd');
  const minimum = (currency: string) => minimumText(minimumPayout, currency);
  return {
    account: accountView(account),
    balances: [...currencies].sort().map(currency => {
      const decimal = (minor = 0n) => moneyToDecimal({ minor, currency });
      return {
        currency,
        payable: decimal(payable.get(currency)),
        inTransit: decimal(inTransit.get(currency)),
        paidToDate: decimal(paid.get(currency)),
        minimum: minimum(currency),
      };
    }),
    nextPayoutAt: nextRunAt(clock.now()),
    months: statements.map(({ month, currency, totalAmount, closingBalance }) => {
      const short = month.slice(0, 7);
      const payout = payouts.find(one => one.month === short && one.currency === currency);
      return {
        month: short,
        currency,
        earned: totalAmount,
        closingBalance,
        payout: payout ? payoutView(payout, minimum(currency)) : null,
      };
    }),
  };
}

/** The statement to explain: in the wanted currency, else the account's, else the first. */
export async function statementFor(
  { database, accounts }: Pick<Paying, 'database' | 'accounts'>,
  orgId: OrgId,
  month: Month,
  currency: string | undefined,
) {
  const statements = await findStatements(database.knex, orgId, month);
  const wanted = currency ?? (await accounts.ofOrg(database.knex, orgId))?.currency;
  return statements.find(one => one.currency === wanted) ?? (currency ? undefined : statements[0]);
}
