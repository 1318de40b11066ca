import { moneyFromDecimal, moneyToDecimal, NotFoundError, type OrgId } from '@netcrab/plugin-api/backend';
import type { PayoutMonth, Statement } from '../../contract';
import type { Month } from '../revenue/months';
import type { Paying } from './dryRun';
import { owedAt } from './payable';
import { findAttempts, findPayouts } from './payoutStore';
import { payoutView } from './payoutViews';
import { minimumText, statementFor } from './sellerPayouts';

const isRefund = (kind: string) => /^(refund|dispute)/.test(kind);

function adjustmentLines(statement: Statement): Array<PayoutMonth['adjustments'][number] & { kind: string }> {
  return statement.adjustments.map((line, at) => ({
    id: `${statement.month}:${at}`,
    at: line.at,
    kind: line.kind,
    description: line.description,
    packId: line.packId,
    packTitle: line.packTitle,
    correctsMonth: line.correctsMonth?.slice(0, 7) ?? null,
    amount: line.amount,
  }));
}

/**
 * How a month's payout comes about, from its statement: what was carried over, earned and returned, and what of it has
 * gone since.
 * @throws NotFoundError for a month without a statement
 */
export async function payoutMonth(
  paying: Paying,
  orgId: OrgId,
  month: Month,
  asked: string | undefined,
): Promise<PayoutMonth> {
  const db = paying.database.knex;
  const statement = await statementFor(paying, orgId, month, asked);
  if (!statement) throw new NotFoundError(`There is no statement of ${month} yet.`);
  const { currency } = statement;
  const minor = (decimal: string) => moneyFromDecimal(decimal, currency).minor;
  const decimal = (amount: bigint) => moneyToDecimal({ minor: amount, currency });
  const total = (lines: ReadonlyArray<{ readonly amount: string }>) =>
    lines.reduce((sum, line) => sum + minor(line.amount), 0n);
  const lines = adjustmentLines(statement);
  const withoutKind = ({ kind: _, ...line }: (typeof lines)[number]) => line;
  const refunds = lines.filter(line => isRefund(line.kind)).map(withoutKind);
  const adjustments = lines.filter(line => !isRefund(line.kind)).map(withoutKind);
  const [payout] = await findPayouts(db, { orgId, month, currency });
  const closing = minor(statement.closingBalance);
  const owed = (await owedAt(db, month, orgId)).find(one => one.currency === currency);
  const underWay = payout && payout.state !== 'pending' && payout.state !== 'failed';
  const payable = underWay ? payout.amount : closing - (owed?.withheld ?? 0n);
  return {
    month,
    currency,
    opening: decimal(minor(statement.openingBalance) + total(statement.payouts)),
    shares: statement.packs.map(pack => ({
      packId: pack.packId,
      packTitle: pack.packTitle,
      sessions: pack.orgContributionSessions,
      totalSessions: pack.totalSessions,
      amount: pack.orgShareAmount,
    })),
    sharesTotal: decimal(total(statement.packs.map(pack => ({ amount: pack.orgShareAmount })))),
    salesTotal: decimal(total(statement.sales)),
    refunds,
    refundsTotal: decimal(total(refunds)),
    adjustments,
    adjustmentsTotal: decimal(total(adjustments)),
    withheld: decimal(closing - payable),
    payable: decimal(payable),
    payout: payout ? payoutView(payout, minimumText(paying.minimumPayout, currency)) : null,
    attempts: payout
      ? (await findAttempts(db, payout.id)).map(({ number, state, startedAt, finishedAt, error }) => {
          return { number, state, startedAt, finishedAt, error };
        })
      : [],
  };
}
