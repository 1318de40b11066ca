import Button from '@mui/material/Button';
import { DataTable, DataTableSkeleton, EmptyState, formatMonth, Page, QueryView } from '@netcrab/ui';
import { useParams } from 'react-router';
import { useRevenueMonthPacks } from '../../moneyApi';
import { moneyMessages } from '../../moneyMessages';
import { monthPackColumns } from '../../parts/money/revenueColumns';

const text = moneyMessages.month;

export default function RevenueMonthPage() {
  const { month = '' } = useParams();
  const packs = useRevenueMonthPacks(month);
  const name = formatMonth(month);
  return (
    <Page
      title={text.title(name)}
      crumbs={[{ label: moneyMessages.crumb, to: '/admin/money' }]}
      actions={<Button href={`/admin/money/ledger?month=${month}`}>{text.entries}</Button>}
    >
      <QueryView
        query={packs}
        errorTitle={moneyMessages.revenue.loadFailed}
        skeleton={<DataTableSkeleton columns={monthPackColumns} />}
        isEmpty={data => data.packs.length === 0}
        empty={<EmptyState title={text.emptyTitle} body={text.emptyBody} />}
      >
        {data => (
          <DataTable
            caption={text.caption}
            columns={monthPackColumns}
            rows={data.packs}
            rowKey={pack => `${pack.packId} ${pack.currency}`}
          />
        )}
      </QueryView>
    </Page>
  );
}
