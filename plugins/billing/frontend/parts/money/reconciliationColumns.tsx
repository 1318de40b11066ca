import Typography from '@mui/material/Typography';
import { Amount, StatusChip, When, type Column } from '@netcrab/ui';
import type { Reconciliation } from '../../../contract';
import { moneyMessages } from '../../moneyMessages';
import { causeNames } from '../../moneyNames';

const { columns: text, totalColumns: totals } = moneyMessages.reconciliation;

type Total = Reconciliation['totals'][number];
type Difference = Reconciliation['differences'][number];

const totalColumn = (id: 'stripe' | 'ledger' | 'difference'): Column<Total> => ({
  id,
  header: totals[id],
  align: 'right',
  skeletonWidth: 90,
  cell: total => <Amount amount={total[id]} currency={total.currency} />,
});

export const totalColumns: readonly Column<Total>[] = [
  { id: 'currency', header: totals.currency, primary: true, cell: ({ currency }) => currency.toUpperCase() },
  totalColumn('stripe'),
  totalColumn('ledger'),
  totalColumn('difference'),
];

export const differenceColumns: readonly Column<Difference>[] = [
  {
    id: 'source',
    header: text.source,
    primary: true,
    cell: difference => (
      <>
        <code>{difference.source}</code>
        <Typography variant="caption" component="div" color="textSecondary">
          {difference.type.replaceAll('_', ' ')}
        </Typography>
      </>
    ),
  },
  { id: 'at', header: text.at, cell: difference => <When at={difference.at} mode="datetime" /> },
  {
    id: 'cause',
    header: text.cause,
    cell: difference => (
      <>
        <StatusChip {...causeNames[difference.cause]} />
        <Typography variant="caption" component="div" color="textSecondary" sx={{ mt: 0.5 }}>
          {difference.explanation}
        </Typography>
      </>
    ),
  },
  {
    id: 'stripe',
    header: text.stripe,
    align: 'right',
    cell: difference => <Amount amount={difference.stripe} currency={difference.currency} />,
  },
  {
    id: 'ledger',
    header: text.ledger,
    align: 'right',
    cell: difference => <Amount amount={difference.ledger} currency={difference.currency} />,
  },
];
