import { createHash } from 'node:crypto';
import { moneyToDecimal, type OrgId } from '@netcrab/plugin-api/backend';
import type { Statement } from '../../contract';
import type { ClosedPack } from '../revenue/closedMonths';
import type { Month } from '../revenue/months';
import {
  monthCloseKind,
  payoutKind,
  payoutReturnedKind,
  payoutReversedKind,
  saleKind,
} from '../revenue/postingKinds';
import { canonicalJson } from './canonicalJson';
import type { PayableEntry } from './payableEntries';

/** All that a statement is made of. Amounts in minor units. */
export interface StatementMaterial {
  readonly orgId: OrgId;
  /** Missing where the org is gone: its statements are issued all the same. */
  readonly orgName?: string;
  readonly month: Month;
  readonly currency: string;
  readonly opening: bigint;
  /** Of this org, currency and month. */
  readonly entries: readonly PayableEntry[];
  /** Closed packs of the month in this currency. */
  readonly closedPacks: readonly ClosedPack[];
  /** Of this org, by pack. */
  readonly sessions: ReadonlyMap<string, number>;
  readonly titleOf: (packId: string) => string;
}

const payoutKinds: readonly string[] = [payoutKind, payoutReturnedKind, payoutReversedKind];
const firstDay = (month: Month) => `${month}-01`;

/** Which part of a statement an entry belongs to. */
export function statementPart(
  { kind, month }: Pick<PayableEntry, 'kind' | 'month'>,
  statementMonth: Month,
): 'share' | 'sale' | 'payout' | 'adjustment' {
  if (kind === monthCloseKind && month === statementMonth) return 'share';
  if (kind === saleKind) return 'sale';
  return payoutKinds.includes(kind) ? 'payout' : 'adjustment';
}

/** The hash that a statement must carry. SHA-256, hex. */
export function statementHash({ hash: _, ...rest }: Statement): string {
  return createHash('sha256').update(canonicalJson(rest)).digest('hex');
}

const total = (entries: readonly PayableEntry[]) => entries.reduce((sum, { amount }) => sum + amount, 0n);

/** opening + shares + sales + adjustments + payouts = closing; nothing but entries of the ledger counts. */
export function buildStatement(material: StatementMaterial): Statement {
  const { orgId, orgName, month, currency, opening, entries, closedPacks, sessions, titleOf } = material;
  const decimal = (minor: bigint) => moneyToDecimal({ minor, currency });
  const of = (part: ReturnType<typeof statementPart>) =>
    entries.filter(entry => statementPart(entry, month) === part);
  const [shares, sales, adjustments, payouts] = [of('share'), of('sale'), of('adjustment'), of('payout')];
  const shareOf = new Map(shares.map(entry => [entry.packId, entry.amount]));
  const earned = total(shares) + total(sales) + total(adjustments);
  const statement: Statement = {
    orgId,
    ...(orgName !== undefined && { orgName }),
    month: firstDay(month),
    currency,
    openingBalance: decimal(opening),
    packs: closedPacks
      .filter(pack => sessions.has(pack.packId))
      .map(pack => ({
        packId: pack.packId,
        packTitle: titleOf(pack.packId),
        grossRevenue: decimal(pack.gross),
        platformFee: decimal(pack.fee),
        poolAfterFee: decimal(pack.pool),
        orgContributionSessions: sessions.get(pack.packId) ?? 0,
        totalSessions: Number(pack.sessions),
        orgShareAmount: decimal(shareOf.get(pack.packId) ?? 0n),
      })),
    sales: sales.map(({ effectiveAt: at, description, amount }) => {
      return { at, description, amount: decimal(amount) };
    }),
    adjustments: adjustments.map(({ effectiveAt: at, kind, description, packId, month: of, amount }) => ({
      at,
      kind,
      description,
      packId,
      packTitle: packId === null ? null : titleOf(packId),
      correctsMonth: of === null ? null : firstDay(of),
      amount: decimal(amount),
    })),
    payouts: payouts.map(({ effectiveAt: at, description, reference, amount }) => {
      return { at, description, forMonth: firstDay(reference.month ?? month), amount: decimal(amount) };
    }),
    closingBalance: decimal(opening + earned + total(payouts)),
    totalAmount: decimal(earned),
    hash: '',
  };
  return { ...statement, hash: statementHash(statement) };
}
