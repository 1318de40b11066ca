import Typography from '@mui/material/Typography';
import { Amount, formatMonth, When, type Column } from '@netcrab/ui';
import type { LedgerEntryView } from '../../../contract';
import { moneyMessages } from '../../moneyMessages';
import { accountNames } from '../../moneyNames';

const text = moneyMessages.ledger.entryColumns;

const side = (id: 'debit' | 'credit'): Column<LedgerEntryView> => ({
  id,
  header: text[id],
  align: 'right',
  skeletonWidth: 80,
  cell: ({ amount: { amount, currency } }) => {
    const negative = amount.startsWith('-');
    if (negative !== (id === 'credit')) return null;
    return <Amount amount={amount.replace('-', '')} currency={currency} />;
  },
});

export const entryColumns: readonly Column<LedgerEntryView>[] = [
  {
    id: 'at',
    header: text.at,
    skeletonWidth: 110,
    cell: entry => <When at={entry.effectiveAt} mode="datetime" />,
  },
  {
    id: 'what',
    header: text.what,
    primary: true,
    skeletonWidth: 220,
    cell: entry => (
      <>
        {entry.description}
        <Typography variant="caption" component="div" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          {[entry.kind, ...Object.values(entry.reference)].join(' · ')}
        </Typography>
      </>
    ),
  },
  {
    id: 'account',
    header: text.account,
    skeletonWidth: 120,
    cell: entry => accountNames[entry.account].label,
  },
  {
    id: 'of',
    header: text.of,
    cell: entry =>
      [entry.orgId, entry.packId, entry.month && formatMonth(entry.month)].filter(Boolean).join(' · ') || '–',
  },
  side('debit'),
  side('credit'),
];
