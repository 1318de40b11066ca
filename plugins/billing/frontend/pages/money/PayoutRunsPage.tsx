import TextField from '@mui/material/TextField';
import { QueryView, useUrlState } from '@netcrab/ui';
import { z } from 'zod';
import { payoutStates } from '../../../contract';
import { usePayoutRuns } from '../../moneyApi';
import { MoneyPage } from '../../parts/money/MoneyPage';
import { moneyMessages } from '../../moneyMessages';
import { PayoutList } from '../../parts/money/PayoutList';
import { PayoutPlan } from '../../parts/money/PayoutPlan';
import { PayoutRuns } from '../../parts/money/PayoutRuns';

const text = moneyMessages.payouts;
const pageNumber = z.coerce.number().int().min(1).catch(1).default(1);
const urlState = z.object({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .or(z.literal(''))
    .catch('')
    .default(''),
  state: z
    .enum(['', ...payoutStates])
    .catch('')
    .default(''),
  plan: pageNumber,
  runs: pageNumber,
  page: pageNumber,
});

/** The month that the next run pays: the one before this. */
const monthBefore = () => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1)).toISOString().slice(0, 7);
};

export default function PayoutRunsPage() {
  const [{ month, state, plan, runs: runsPage, page }, setUrl] = useUrlState(urlState);
  const runs = usePayoutRuns(runsPage);
  const shown = month || monthBefore();
  return (
    <MoneyPage
      text={text}
      actions={
        <TextField
          type="month"
          size="small"
          label={text.month}
          value={shown}
          slotProps={{ inputLabel: { shrink: true } }}
          onChange={event => setUrl({ month: event.target.value, plan: 1 })}
        />
      }
    >
      <PayoutPlan
        month={shown}
        secondApproval={runs.data?.secondApproval ?? false}
        page={plan}
        onPage={next => setUrl({ plan: next })}
      />
      <QueryView query={runs} errorTitle={text.runsFailed}>
        {data => <PayoutRuns data={data} page={runsPage} onPage={next => setUrl({ runs: next })} />}
      </QueryView>
      <PayoutList
        state={state}
        page={page}
        onState={next => setUrl({ state: next, page: 1 })}
        onPage={next => setUrl({ page: next })}
      />
    </MoneyPage>
  );
}
