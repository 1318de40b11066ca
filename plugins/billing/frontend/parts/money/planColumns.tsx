import { Amount, StatusChip, type Column } from '@netcrab/ui';
import type { PayoutPlanView } from '../../../contract';
import { moneyMessages } from '../../moneyMessages';
import { differenceNames } from '../../moneyNames';
import { Beneath } from '../Beneath';

type Planned = PayoutPlanView['payouts'][number];

const text = moneyMessages.payouts;

export const planColumns: readonly Column<Planned>[] = [
  { id: 'org', header: text.columns.org, primary: true, skeletonWidth: 160, cell: row => row.orgName },
  {
    id: 'amount',
    header: text.columns.amount,
    align: 'right',
    skeletonWidth: 80,
    cell: row => <Amount amount={row.amount} currency={row.currency} />,
  },
  {
    id: 'decision',
    header: text.columns.decision,
    skeletonWidth: 90,
    cell: row => (
      <div>
        <StatusChip
          tone={row.decision === 'pay' ? 'ok' : 'warn'}
          label={row.decision === 'pay' ? text.pay : text.waits}
        />
        {row.reason && <Beneath>{text.reasons[row.reason]}</Beneath>}
      </div>
    ),
  },
  {
    id: 'last',
    header: text.columns.last,
    align: 'right',
    skeletonWidth: 80,
    cell: row => (row.lastMonth === null ? '–' : <Amount amount={row.lastMonth} currency={row.currency} />),
  },
  {
    id: 'change',
    header: text.columns.change,
    align: 'right',
    skeletonWidth: 90,
    cell: row => (
      <div>
        <Amount amount={row.change} currency={row.currency} />{' '}
        <StatusChip {...differenceNames[row.difference]} />
      </div>
    ),
  },
];

/** What is paid first, then what waits, the most in front. */
export const paidFirst = (rows: readonly Planned[]): Planned[] =>
  rows.toSorted(
    (a, b) =>
      Number(b.decision === 'pay') - Number(a.decision === 'pay') || Number(b.amount) - Number(a.amount),
  );
