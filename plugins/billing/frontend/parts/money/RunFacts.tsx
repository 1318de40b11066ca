import Alert from '@mui/material/Alert';
import { formatMonth } from '@netcrab/ui';
import type { PayoutPlanView, PayoutRun } from '../../../contract';
import { usePayoutPlan } from '../../moneyApi';
import { moneyMessages } from '../../moneyMessages';
import { Fact, Facts } from '../Facts';
import { AmountsByCurrency } from './AmountsByCurrency';

const text = moneyMessages.payouts;

const isPaid = ({ toPay }: PayoutPlanView['totals'][number]) => /[1-9]/.test(toPay);

/** What a run that waits would pay, for the one who decides. The dry run says it, as long as it is the one asked for. */
export function RunFacts({ run }: { run: PayoutRun }) {
  const { data, isError, isFetching } = usePayoutPlan(run.month);
  const plan = data?.hash === run.planHash ? data : null;
  const stale = data !== undefined && !plan && !isFetching;
  const unknown = isError ? text.planFailed : text.loading;
  return (
    <>
      {stale && <Alert severity="warning">{text.stale}</Alert>}
      <Facts>
        {!stale && (
          <>
            <Fact name={text.total}>
              {plan ? (
                <AmountsByCurrency rows={plan.totals.filter(isPaid)} amount={one => one.toPay} />
              ) : (
                unknown
              )}
            </Fact>
            <Fact name={text.runColumns.counts}>
              {plan ? plan.payouts.filter(({ decision }) => decision === 'pay').length : unknown}
            </Fact>
          </>
        )}
        <Fact name={text.month}>{formatMonth(run.month)}</Fact>
        <Fact name={text.runColumns.by}>{run.requestedBy}</Fact>
        <Fact name={text.why}>{run.reason}</Fact>
      </Facts>
    </>
  );
}
