import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import {
  Amount,
  ChoiceField,
  DataTable,
  DataTableSkeleton,
  formatMonth,
  QueryView,
  Section,
  type Column,
} from '@netcrab/ui';
import { useState } from 'react';
import { payoutStates, type Payout, type PayoutState as State } from '../../../contract';
import { payoutStateNames } from '../../earningsMessages';
import { usePayouts, useRetryPayout } from '../../moneyApi';
import { moneyMessages } from '../../moneyMessages';
import { PayoutState } from '../payouts/PayoutState';
import { ReasonDialog } from './ReasonDialog';

const text = moneyMessages.payouts;

type Row = Payout & { readonly orgName: string };

const columns = (onRetry: (row: Row) => void): Column<Row>[] => [
  { id: 'org', header: text.listColumns.org, primary: true, skeletonWidth: 160, cell: row => row.orgName },
  {
    id: 'month',
    header: text.listColumns.month,
    cell: row => <Box sx={{ whiteSpace: 'nowrap' }}>{formatMonth(row.month)}</Box>,
  },
  {
    id: 'amount',
    header: text.listColumns.amount,
    align: 'right',
    cell: row => <Amount amount={row.amount} currency={row.currency} />,
  },
  { id: 'state', header: text.listColumns.state, cell: row => <PayoutState payout={row} /> },
  {
    id: 'transfer',
    header: text.listColumns.transfer,
    cell: row => (row.transferId ? <code>{row.transferId}</code> : '–'),
  },
  {
    id: 'retry',
    header: text.listColumns.retry,
    hideHeader: true,
    align: 'right',
    cell: row =>
      (row.state === 'failed' || row.state === 'pending') && (
        <Button size="small" onClick={() => onRetry(row)} aria-label={text.retryTitle(row.orgName)}>
          {text.retry}
        </Button>
      ),
  },
];

interface Props {
  readonly state: State | '';
  readonly page: number;
  readonly onState: (state: State | '') => void;
  readonly onPage: (page: number) => void;
}

export function PayoutList({ state, page, onState, onPage }: Props) {
  const payouts = usePayouts({ state: state || undefined, page });
  const retry = useRetryPayout();
  const [retried, setRetried] = useState<Row | null>(null);
  const shown = columns(setRetried);
  return (
    <Section
      title={text.listTitle}
      actions={
        <ChoiceField
          label={text.state}
          value={state}
          any={text.anyState}
          choices={payoutStates.map(value => ({ value, label: payoutStateNames[value].label }))}
          onChange={onState}
        />
      }
    >
      <QueryView
        query={payouts}
        errorTitle={text.listFailed}
        skeleton={<DataTableSkeleton columns={shown} />}
      >
        {({ payouts: rows, total, pageSize }) => (
          <DataTable
            caption={text.listCaption}
            columns={shown}
            rows={rows}
            rowKey={row => row.id}
            empty={text.listEmpty}
            page={{ page, pageSize, total, onPage, label: text.listCaption }}
          />
        )}
      </QueryView>
      {retried && (
        <ReasonDialog
          title={text.retryTitle(retried.orgName)}
          body={text.retryBody}
          confirmLabel={text.retry}
          onConfirm={reason => retry.mutateAsync({ id: retried.id, reason })}
          onClose={() => setRetried(null)}
        />
      )}
    </Section>
  );
}
