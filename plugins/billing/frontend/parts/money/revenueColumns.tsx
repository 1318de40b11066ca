import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { Amount, formatCount, formatMonth, StatusChip, type Column } from '@netcrab/ui';
import type { RevenueMonth } from '../../../contract';
import { moneyMessages } from '../../moneyMessages';
import { revenueStateNames } from '../../moneyNames';
import type { useRevenueMonthPacks } from '../../moneyApi';
import { AmountsByCurrency } from './AmountsByCurrency';

type Total = RevenueMonth['totals'][number];
type MonthPack = NonNullable<ReturnType<typeof useRevenueMonthPacks>['data']>['packs'][number];

const text = moneyMessages.revenue;

const amountColumn = (id: 'gross' | 'fee' | 'pool' | 'unallocated', amount: (total: Total) => string) =>
  ({
    id,
    header: text.columns[id],
    align: 'right',
    skeletonWidth: 80,
    cell: ({ totals }: RevenueMonth) => <AmountsByCurrency rows={totals} amount={amount} />,
  }) as const;

/** A month that is over and not closed can be closed. */
export const revenueColumns = (
  isOver: (month: string) => boolean,
  onClose: (month: string) => void,
): Column<RevenueMonth>[] => [
  {
    id: 'month',
    header: text.columns.month,
    primary: true,
    skeletonWidth: 120,
    cell: ({ month }) => <Link href={`/admin/money/months/${month}`}>{formatMonth(month)}</Link>,
  },
  {
    id: 'state',
    header: text.columns.state,
    skeletonWidth: 70,
    cell: ({ state }) => <StatusChip {...revenueStateNames[state]} />,
  },
  amountColumn('gross', total => total.gross),
  amountColumn('fee', total => total.platformFee),
  amountColumn('pool', total => total.pool),
  amountColumn('unallocated', total => total.unallocated),
  {
    id: 'close',
    header: text.close,
    hideHeader: true,
    align: 'right',
    cell: ({ month, state }) =>
      state !== 'closed' &&
      isOver(month) && (
        <Button
          size="small"
          onClick={() => onClose(month)}
          aria-label={`${text.close}: ${formatMonth(month)}`}
        >
          {text.close}
        </Button>
      ),
  },
];

const packText = moneyMessages.month.columns;

export const monthPackColumns: readonly Column<MonthPack>[] = [
  {
    id: 'pack',
    header: packText.pack,
    primary: true,
    skeletonWidth: 180,
    cell: pack => <Link href={`/marketplace/packs/${pack.packId}`}>{pack.packTitle}</Link>,
  },
  ...(
    [
      ['gross', 'gross'],
      ['fee', 'platformFee'],
      ['pool', 'pool'],
      ['unallocated', 'unallocated'],
    ] as const
  ).map(([id, field]): Column<MonthPack> => ({
    id,
    header: packText[id],
    align: 'right',
    skeletonWidth: 80,
    cell: pack => <Amount amount={pack[field]} currency={pack.currency} />,
  })),
  {
    id: 'sessions',
    header: packText.sessions,
    align: 'right',
    cell: pack => formatCount(pack.totalSessions),
  },
  {
    id: 'hash',
    header: packText.hash,
    cell: pack => <code title={pack.hash}>{pack.hash.slice(0, 12)}</code>,
  },
];
