import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { DataTable, formatMonth, Section, StatusChip, When, type Column } from '@netcrab/ui';
import { useState } from 'react';
import { payoutStates, type PayoutRun } from '../../../contract';
import { payoutStateNames } from '../../earningsMessages';
import { useDecideRun, type usePayoutRuns } from '../../moneyApi';
import { moneyMessages } from '../../moneyMessages';
import { runStateNames } from '../../moneyNames';
import { Beneath } from '../Beneath';
import { ReasonDialog } from './ReasonDialog';
import { RunFacts } from './RunFacts';

const text = moneyMessages.payouts;

interface Decision {
  readonly run: PayoutRun;
  readonly approve: boolean;
}

const counts = (run: PayoutRun) =>
  payoutStates
    .filter(state => (run.counts[state] ?? 0) > 0)
    .map(state => `${run.counts[state]} ${payoutStateNames[state].label.toLowerCase()}`)
    .join(', ') || '–';

const columns = (onDecide: (decision: Decision) => void): Column<PayoutRun>[] => [
  { id: 'month', header: text.runColumns.month, primary: true, cell: run => formatMonth(run.month) },
  { id: 'state', header: text.runColumns.state, cell: run => <StatusChip {...runStateNames[run.state]} /> },
  { id: 'counts', header: text.runColumns.counts, cell: counts },
  {
    id: 'by',
    header: text.runColumns.by,
    cell: run => (
      <>
        {run.requestedBy}
        {run.decidedBy && <Beneath>{text.decidedBy(run.decidedBy)}</Beneath>}
      </>
    ),
  },
  { id: 'at', header: text.runColumns.at, cell: run => <When at={run.createdAt} /> },
  {
    id: 'decide',
    header: text.runColumns.decide,
    hideHeader: true,
    align: 'right',
    cell: run =>
      run.state === 'awaiting_approval' && (
        <Stack direction="row" sx={{ gap: 0.5, justifyContent: { md: 'flex-end' } }}>
          <Button
            size="small"
            onClick={() => onDecide({ run, approve: true })}
            aria-label={text.approveTitle(formatMonth(run.month))}
          >
            {text.approve}
          </Button>
          <Button
            size="small"
            color="error"
            onClick={() => onDecide({ run, approve: false })}
            aria-label={text.rejectTitle(formatMonth(run.month))}
          >
            {text.reject}
          </Button>
        </Stack>
      ),
  },
];

type Runs = NonNullable<ReturnType<typeof usePayoutRuns>['data']>;

export function PayoutRuns({
  data,
  page,
  onPage,
}: {
  data: Runs;
  page: number;
  onPage: (page: number) => void;
}) {
  const decide = useDecideRun();
  const [decision, setDecision] = useState<Decision | null>(null);
  return (
    <Section title={text.runsTitle}>
      <DataTable
        caption={text.runsCaption}
        columns={columns(setDecision)}
        rows={data.runs}
        rowKey={run => run.id}
        empty={text.runsEmpty}
        page={{ page, pageSize: data.pageSize, total: data.total, onPage, label: text.runsCaption }}
      />
      {decision && (
        <ReasonDialog
          tone={decision.approve ? 'neutral' : 'danger'}
          title={(decision.approve ? text.approveTitle : text.rejectTitle)(formatMonth(decision.run.month))}
          body={
            <Stack sx={{ gap: 2 }}>
              {decision.approve ? text.approveBody : text.rejectBody}
              <RunFacts run={decision.run} />
            </Stack>
          }
          confirmLabel={decision.approve ? text.approve : text.reject}
          onConfirm={reason => decide.mutateAsync({ id: decision.run.id, approve: decision.approve, reason })}
          onClose={() => setDecision(null)}
        />
      )}
    </Section>
  );
}
