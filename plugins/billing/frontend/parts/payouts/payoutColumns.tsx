import Link from '@mui/material/Link';
import { Amount, formatMonth, type Column } from '@netcrab/ui';
import type { OwnPayouts } from '../../../contract';
import { payoutMessages } from '../../earningsMessages';
import { PayoutState } from './PayoutState';

type Row = OwnPayouts['months'][number];

const text = payoutMessages.columns;

export const monthHref = ({ month, currency }: Pick<Row, 'month' | 'currency'>) =>
  `/app/marketplace/payouts/${month}?currency=${currency}`;

export const payoutColumns: readonly Column<Row>[] = [
  {
    id: 'month',
    header: text.month,
    primary: true,
    skeletonWidth: 120,
    cell: row => <Link href={monthHref(row)}>{formatMonth(row.month)}</Link>,
  },
  {
    id: 'earned',
    header: text.earned,
    align: 'right',
    skeletonWidth: 80,
    cell: row => <Amount amount={row.earned} currency={row.currency} />,
  },
  {
    id: 'closing',
    header: text.closing,
    align: 'right',
    skeletonWidth: 80,
    cell: row => <Amount amount={row.closingBalance} currency={row.currency} />,
  },
  {
    id: 'payout',
    header: text.payout,
    align: 'right',
    skeletonWidth: 80,
    cell: ({ payout }) =>
      payout && payout.state !== 'canceled' ? (
        <Amount amount={payout.amount} currency={payout.currency} />
      ) : (
        '–'
      ),
  },
  { id: 'state', header: text.state, skeletonWidth: 90, cell: row => <PayoutState payout={row.payout} /> },
];
