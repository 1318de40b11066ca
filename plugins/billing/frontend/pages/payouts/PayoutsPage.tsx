import PayoutIcon from '@mui/icons-material/AccountBalanceOutlined';
import { DataTable, DataTableSkeleton, EmptyState, Page, QueryView, Section } from '@netcrab/ui';
import { useOwnPayouts } from '../../earningsApi';
import { payoutMessages as text } from '../../earningsMessages';
import { AccountBanner } from '../../parts/payouts/AccountBanner';
import { payoutColumns } from '../../parts/payouts/payoutColumns';
import { PayoutFigures } from '../../parts/payouts/PayoutFigures';

export default function PayoutsPage() {
  const payouts = useOwnPayouts();
  return (
    <Page title={text.title} subtitle={text.subtitle}>
      <QueryView
        query={payouts}
        errorTitle={text.loadFailed}
        skeleton={<DataTableSkeleton columns={payoutColumns} />}
      >
        {data => (
          <>
            <AccountBanner account={data.account} />
            <PayoutFigures payouts={data} />
            <Section title={text.monthsTitle}>
              <DataTable
                caption={text.monthsCaption}
                columns={payoutColumns}
                rows={data.months}
                rowKey={row => `${row.month} ${row.currency}`}
                empty={<EmptyState icon={<PayoutIcon />} title={text.emptyTitle} body={text.emptyBody} />}
              />
            </Section>
          </>
        )}
      </QueryView>
    </Page>
  );
}
