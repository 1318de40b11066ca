import Button from '@mui/material/Button';
import { endpointUrl } from '@netcrab/plugin-api/contract';
import { formatMonth, Page, QueryView, useUrlState } from '@netcrab/ui';
import { useParams } from 'react-router';
import { z } from 'zod';
import { statementsEndpoints } from '../../../contract';
import { usePayoutMonth } from '../../earningsApi';
import { payoutMessages } from '../../earningsMessages';
import { MonthDetail } from '../../parts/payouts/MonthDetail';

const text = payoutMessages.month;
const formats = ['csv', 'pdf'] as const;

export const currencyInUrl = z.object({ currency: z.string().catch('').default('') });

export default function PayoutMonthPage() {
  const { month = '' } = useParams();
  const [{ currency: asked }] = useUrlState(currencyInUrl);
  const currency = asked || undefined;
  const detail = usePayoutMonth(month, currency);
  const name = formatMonth(month);
  const statement = (format: (typeof formats)[number]) =>
    endpointUrl(statementsEndpoints.statement, { query: { month: `${month}-01`, currency, format } });
  return (
    <Page
      title={text.title(name)}
      crumbs={[{ label: payoutMessages.title, to: '/app/marketplace/payouts' }]}
      actions={
        detail.data &&
        formats.map(format => (
          <Button
            key={format}
            variant="outlined"
            href={statement(format)}
            download
            aria-label={`${text.statementFor(name)}, ${text[format]}`}
          >
            {text[format]}
          </Button>
        ))
      }
    >
      <QueryView query={detail} errorTitle={payoutMessages.loadFailed}>
        {data => <MonthDetail month={data} />}
      </QueryView>
    </Page>
  );
}
