import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import {
  CardGrid,
  DataTable,
  DataTableSkeleton,
  EmptyState,
  formatAmount,
  formatMonth,
  QueryView,
  Section,
  Stat,
  useToast,
} from '@netcrab/ui';
import { useState } from 'react';
import type { PayoutPlanView } from '../../../contract';
import { usePayoutPlan, useRequestRun } from '../../moneyApi';
import { moneyMessages } from '../../moneyMessages';
import { AmountsByCurrency } from './AmountsByCurrency';
import { paidFirst, planColumns } from './planColumns';
import { ReasonDialog } from './ReasonDialog';

const text = moneyMessages.payouts;

const toPay = ({ totals }: PayoutPlanView) =>
  totals.map(({ toPay, currency }) => formatAmount(toPay, currency)).join(' + ');

interface Props {
  readonly month: string;
  readonly secondApproval: boolean;
  readonly page: number;
  readonly onPage: (page: number) => void;
}

/** The plan comes whole, since its hash is of all of it. */
const pageSize = 20;

/** What a run for the month would pay, and the button that pays exactly this. */
export function PayoutPlan({ month, secondApproval, page, onPage }: Props) {
  const plan = usePayoutPlan(month);
  const request = useRequestRun();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const pays = plan.data?.closed && plan.data.payouts.some(({ decision }) => decision === 'pay');
  return (
    <Section
      title={text.planTitle}
      description={text.planDescription(formatMonth(month))}
      actions={
        <Button variant="contained" disabled={!pays} onClick={() => setAsking(true)}>
          {text.run}
        </Button>
      }
    >
      <QueryView
        query={plan}
        errorTitle={text.planFailed}
        skeleton={<DataTableSkeleton columns={planColumns} />}
        isEmpty={({ payouts }) => payouts.length === 0}
        empty={<EmptyState title={text.planEmptyTitle} body={text.planEmptyBody} />}
      >
        {data => (
          <Stack sx={{ gap: 2 }}>
            {!data.closed && <Alert severity="info">{text.notClosed}</Alert>}
            <CardGrid>
              <Stat
                label={text.toPay}
                value={<AmountsByCurrency rows={data.totals} amount={one => one.toPay} />}
              />
              <Stat
                label={text.stays}
                value={<AmountsByCurrency rows={data.totals} amount={one => one.pending} />}
              />
              <Stat
                label={text.lastMonth}
                value={<AmountsByCurrency rows={data.totals} amount={one => one.lastMonth} />}
              />
            </CardGrid>
            <DataTable
              caption={text.planCaption}
              columns={planColumns}
              rows={paidFirst(data.payouts).slice((page - 1) * pageSize, page * pageSize)}
              rowKey={row => `${row.orgId} ${row.currency}`}
              page={{ page, pageSize, total: data.payouts.length, onPage, label: text.planCaption }}
            />
            {asking && (
              <ReasonDialog
                title={text.runTitle(formatMonth(month))}
                body={text.runBody(toPay(data), secondApproval)}
                confirmLabel={text.run}
                onConfirm={async reason => {
                  await request.mutateAsync({ month, planHash: data.hash, reason });
                  toast(text.requested, { tone: 'ok' });
                }}
                onClose={() => setAsking(false)}
              />
            )}
          </Stack>
        )}
      </QueryView>
    </Section>
  );
}
