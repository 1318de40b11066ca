import { Amount, formatMonth, When, type Column } from '@netcrab/ui';
import type { LedgerEntryView } from '../../../contract';
import { moneyMessages } from '../../moneyMessages';
import { accountNames } from '../../moneyNames';
import { Beneath } from '../Beneath';

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

/** Hashes are told apart by their beginning. */
const short = (reference: string) => (reference.length > 40 ? `${reference.slice(0, 12)}…` : reference);

export const entryColumns: readonly Column<LedgerEntryView>[] = [
  {
    id: 'at',
    header: text.at,
    skeletonWidth: 110,
    cell: entry => <When at={entry.effectiveAt} mode="date" />,
  },
  {
    id: 'what',
    header: text.what,
    primary: true,
    skeletonWidth: 220,
    cell: entry => (
      <div>
        {entry.description}
        <Beneath>{[entry.kind, ...Object.values(entry.reference).map(short)].join(' · ')}</Beneath>
      </div>
    ),
  },
  {
    id: 'account',
    header: text.account,
    skeletonWidth: 120,
    cell: entry => (
      <div>
        {accountNames[entry.account].label}
        <Beneath>
          {[entry.orgId, entry.packId, entry.month && formatMonth(entry.month)].filter(Boolean).join(' · ')}
        </Beneath>
      </div>
    ),
  },
  side('debit'),
  side('credit'),
];
