import { moneyToDecimal, NotFoundError, type OrgId } from '@netcrab/plugin-api/backend';
import type { PayoutPack } from '../../contract';
import { findClosedPack } from '../revenue/closedMonths';
import type { Month } from '../revenue/months';
import type { Paying } from './dryRun';
import { statementFor } from './sellerPayouts';

const pageSize = 25;

interface PaymentRow {
  id: string;
  paid_at: number;
  portion: number;
  gross: number;
  returned: number;
}

/**
 * From a seller's share of a pack's month down to what it is made of: the frozen sessions, and the payments.
 * @throws NotFoundError for a pack that is not on the month's statement
 */
export async function payoutPack(
  paying: Paying,
  orgId: OrgId,
  { month, packId }: { readonly month: Month; readonly packId: string },
  { currency: asked, page }: { readonly currency?: string; readonly page: number },
): Promise<PayoutPack> {
  const db = paying.database.knex;
  const statement = await statementFor(paying, orgId, month, asked);
  const line = statement?.packs.find(pack => pack.packId === packId);
  const closed = statement && (await findClosedPack(db, packId, month, statement.currency));
  if (!line || !closed) throw new NotFoundError(`"${packId}" is not on the statement of ${month}.`);
  const { currency } = closed;
  const portions = () =>
    db('billing_payment_portions as s')
      .join('billing_payments as p', 'p.id', 's.payment_id')
      .where({ 's.pack_id': packId, 's.month': month, 'p.currency': currency });
  const counted = await portions().count({ total: '*' }).first<{ total: number }>();
  const payments: PaymentRow[] = await portions()
    .orderBy(['p.paid_at', 'p.id'])
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .select('p.id', 'p.paid_at', 's.amount as portion', 'p.gross', 'p.returned');
  const decimal = (minor: bigint) => moneyToDecimal({ minor, currency });
  return {
    packId,
    packTitle: line.packTitle,
    month,
    currency,
    grossRevenue: line.grossRevenue,
    platformFee: line.platformFee,
    pool: line.poolAfterFee,
    sessions: line.orgContributionSessions,
    totalSessions: line.totalSessions,
    share: line.orgShareAmount,
    countsHash: closed.hash,
    payments: payments.map(({ id, paid_at: receivedAt, portion, gross, returned }) => ({
      reference: id,
      receivedAt,
      portion: decimal(BigInt(portion)),
      // Of the portion, in proportion: to the cent it is posted over all lines of the payment together.
      returned: decimal(gross === 0 ? 0n : (BigInt(portion) * BigInt(returned)) / BigInt(gross)),
    })),
    totalPayments: Number(counted.total),
    pageSize,
  };
}
