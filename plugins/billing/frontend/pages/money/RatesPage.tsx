import AddIcon from '@mui/icons-material/Add';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useCan } from '@netcrab/plugin-api/frontend';
import { DataTable, DataTableSkeleton, EmptyState, QueryView } from '@netcrab/ui';
import { useState } from 'react';
import { manageMoney } from '../../../contract';
import { useRates } from '../../moneyApi';
import { MoneyPage } from '../../parts/money/MoneyPage';
import { moneyMessages } from '../../moneyMessages';
import { percentOf, rateColumns } from '../../parts/money/rateColumns';
import { RateDialog } from '../../parts/money/RateDialog';

const text = moneyMessages.rates;

export default function RatesPage() {
  const rates = useRates();
  const maySet = useCan(manageMoney);
  const [adding, setAdding] = useState(false);
  return (
    <MoneyPage
      text={text}
      actions={
        maySet && (
          <Button variant="contained" startIcon={<AddIcon />} onClick={() => setAdding(true)}>
            {text.add}
          </Button>
        )
      }
    >
      <QueryView
        query={rates}
        errorTitle={text.loadFailed}
        skeleton={<DataTableSkeleton columns={rateColumns} />}
      >
        {({ rates: set, configured }) =>
          set.length === 0 ? (
            <EmptyState title={text.emptyTitle(percentOf(configured))} body={text.emptyBody} />
          ) : (
            <>
              <DataTable caption={text.caption} columns={rateColumns} rows={set} rowKey={rate => rate.id} />
              <Typography variant="body2" color="textSecondary">
                {text.configured(percentOf(configured))}
              </Typography>
            </>
          )
        }
      </QueryView>
      {adding && <RateDialog onClose={() => setAdding(false)} />}
    </MoneyPage>
  );
}
