import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
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
import { planColumns } from './planColumns';
import { ReasonDialog } from './ReasonDialog';

const text = moneyMessages.payouts;

const toPay = ({ totals }: PayoutPlanView) =>
  totals.map(({ toPay, currency }) => formatAmount(toPay, currency)).join(' + ');

/** What a run for the month would pay, and the button that pays exactly this. */
export function PayoutPlan({ month, secondApproval }: { month: string; secondApproval: boolean }) {
  const plan = usePayoutPlan(month);
  const request = useRequestRun();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const pays = plan.data?.payouts.some(({ decision }) => decision === 'pay') ?? false;
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
          <>
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
              rows={data.payouts}
              rowKey={row => `${row.orgId} ${row.currency}`}
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
          </>
        )}
      </QueryView>
    </Section>
  );
}
