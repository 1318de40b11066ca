import Typography from '@mui/material/Typography';
import {
  Amount,
  CopyButton,
  DataTable,
  formatCount,
  formatMonth,
  Page,
  QueryView,
  Section,
  useUrlState,
  When,
  type Column,
} from '@netcrab/ui';
import { useParams } from 'react-router';
import { z } from 'zod';
import type { PayoutPack } from '../../../contract';
import { usePayoutPack } from '../../earningsApi';
import { payoutMessages } from '../../earningsMessages';
import { monthHref } from '../../parts/payouts/payoutColumns';
import { SumTable } from '../../parts/payouts/SumTable';

const text = payoutMessages.pack;
const urlState = z.object({
  currency: z.string().catch('').default(''),
  page: z.coerce.number().int().min(1).catch(1).default(1),
});

type Payment = PayoutPack['payments'][number];

const paymentColumns = (currency: string): Column<Payment>[] => [
  {
    id: 'reference',
    header: text.columns.reference,
    primary: true,
    cell: one => <code>{one.reference}</code>,
  },
  { id: 'at', header: text.columns.at, cell: one => <When at={one.receivedAt} mode="date" /> },
  {
    id: 'portion',
    header: text.columns.portion,
    align: 'right',
    cell: one => <Amount amount={one.portion} currency={currency} />,
  },
  {
    id: 'returned',
    header: text.columns.returned,
    align: 'right',
    cell: one => <Amount amount={one.returned} currency={currency} />,
  },
];

const linesOf = (pack: PayoutPack) => [
  { label: text.gross, amount: pack.grossRevenue },
  { label: text.fee, amount: `-${pack.platformFee}`.replace(/^--/, '') },
  { label: text.pool, amount: pack.pool, total: true },
  {
    label: text.share(formatCount(pack.sessions), formatCount(pack.totalSessions)),
    amount: pack.share,
    total: true,
  },
];

export default function PayoutPackPage() {
  const { month = '', packId = '' } = useParams();
  const [{ currency, page }, setUrl] = useUrlState(urlState);
  const detail = usePayoutPack(month, packId, currency || undefined, page);
  const name = formatMonth(month);
  return (
    <Page
      title={text.title(detail.data?.packTitle ?? packId, name)}
      crumbs={[
        { label: payoutMessages.title, to: '/app/marketplace/payouts' },
        { label: name, to: monthHref({ month, currency }) },
      ]}
    >
      <QueryView query={detail} errorTitle={payoutMessages.loadFailed}>
        {pack => (
          <>
            <Section title={text.sumTitle} variant="card">
              <SumTable caption={text.sumCaption} lines={linesOf(pack)} currency={pack.currency} />
              <Typography
                variant="caption"
                component="p"
                color="textSecondary"
                sx={{ mt: 2, overflowWrap: 'anywhere' }}
              >
                {text.hash} <code>{pack.countsHash}</code>{' '}
                <CopyButton variant="icon" label={text.copyHash} text={pack.countsHash} />
              </Typography>
            </Section>
            <Section title={text.paymentsTitle} description={text.paymentsDescription}>
              <DataTable
                caption={text.paymentsCaption}
                columns={paymentColumns(pack.currency)}
                rows={pack.payments}
                rowKey={one => one.reference}
                empty={text.paymentsEmpty}
                page={{
                  page,
                  pageSize: pack.pageSize,
                  total: pack.totalPayments,
                  onPage: next => setUrl({ page: next }),
                  label: text.paymentsCaption,
                }}
              />
            </Section>
          </>
        )}
      </QueryView>
    </Page>
  );
}
