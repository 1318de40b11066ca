import Button from '@mui/material/Button';
import { Amount, formatAmount, When, type Column } from '@netcrab/ui';
import type { DisputeView, PaymentView } from '../../../contract';
import { moneyMessages } from '../../moneyMessages';
import { Beneath } from '../Beneath';
import { leftToRefund } from './leftToRefund';

const text = moneyMessages.payments;

const isSome = ({ amount }: PaymentView['gross']) => /[1-9]/.test(amount);

const amountColumn = (id: 'refunded' | 'disputed'): Column<PaymentView> => ({
  id,
  header: text.columns[id],
  align: 'right',
  skeletonWidth: 80,
  cell: payment => (isSome(payment[id]) ? <Amount {...payment[id]} /> : '–'),
});

export const paymentColumns = (onRefund: (payment: PaymentView) => void): Column<PaymentView>[] => [
  {
    id: 'org',
    header: text.columns.org,
    primary: true,
    skeletonWidth: 140,
    cell: payment => (
      <div>
        {payment.orgName}
        <Beneath>
          <code>{payment.id}</code>
        </Beneath>
      </div>
    ),
  },
  { id: 'at', header: text.columns.at, cell: payment => <When at={payment.paidAt} mode="date" /> },
  {
    id: 'gross',
    header: text.columns.gross,
    align: 'right',
    skeletonWidth: 80,
    cell: ({ gross, tax }) => (
      <div>
        <Amount {...gross} />
        {isSome(tax) && <Beneath>{text.ofItTax(formatAmount(tax.amount, tax.currency))}</Beneath>}
      </div>
    ),
  },
  amountColumn('refunded'),
  amountColumn('disputed'),
  {
    id: 'actions',
    header: text.columns.actions,
    hideHeader: true,
    align: 'right',
    cell: payment =>
      leftToRefund(payment).minor > 0n && (
        <Button
          size="small"
          color="error"
          onClick={() => onRefund(payment)}
          aria-label={`${text.refund}: ${payment.orgName}, ${payment.id}`}
        >
          {text.refund}
        </Button>
      ),
  },
];

/** Stripe waits for evidence only before it is given: `needs_response`, `warning_needs_response`. */
const deadlineOf = ({ status, evidenceDueBy }: DisputeView) =>
  status.endsWith('needs_response') ? evidenceDueBy : null;

export const disputeColumns: readonly Column<DisputeView>[] = [
  { id: 'org', header: text.disputeColumns.org, primary: true, cell: dispute => dispute.orgName },
  {
    id: 'amount',
    header: text.disputeColumns.amount,
    align: 'right',
    cell: dispute => <Amount {...dispute.amount} />,
  },
  // Both are Stripe's own words, of open lists.
  { id: 'status', header: text.disputeColumns.status, cell: dispute => dispute.status.replaceAll('_', ' ') },
  { id: 'reason', header: text.disputeColumns.reason, cell: dispute => dispute.reason.replaceAll('_', ' ') },
  { id: 'at', header: text.disputeColumns.at, cell: dispute => <When at={dispute.openedAt} mode="date" /> },
  {
    id: 'due',
    header: text.disputeColumns.due,
    cell: dispute => {
      const due = deadlineOf(dispute);
      return due === null ? (
        '–'
      ) : (
        <div>
          <When at={due} mode="date" />
          <Beneath>
            <When at={due} />
          </Beneath>
        </div>
      );
    },
  },
  { id: 'id', header: text.disputeColumns.id, cell: dispute => <code>{dispute.id}</code> },
];
