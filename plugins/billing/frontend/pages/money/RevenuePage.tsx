import MoneyIcon from '@mui/icons-material/PaymentsOutlined';
import {
  ConfirmDialog,
  DataTable,
  DataTableSkeleton,
  EmptyState,
  formatMonth,
  Page,
  QueryView,
  Section,
  useToast,
} from '@netcrab/ui';
import { useState } from 'react';
import type { RevenueMonth } from '../../../contract';
import { useCloseMonth, useRevenueMonths } from '../../moneyApi';
import { moneyMessages } from '../../moneyMessages';
import { moneyTabs } from '../../parts/money/moneyTabs';
import { RevenueChart } from '../../parts/money/RevenueChart';
import { revenueColumns } from '../../parts/money/revenueColumns';

const text = moneyMessages.revenue;

/** Whether the calendar month (UTC) has ended. */
const isOver = (month: string) => month < new Date().toISOString().slice(0, 7);

/** From the first month that has money on, or was closed: those before say nothing. Newest first. */
const sinceFirst = (months: readonly RevenueMonth[]) =>
  months.slice(0, months.findLastIndex(({ totals, state }) => totals.length > 0 || state === 'closed') + 1);

export default function RevenuePage() {
  const revenue = useRevenueMonths();
  const close = useCloseMonth();
  const toast = useToast();
  const [closing, setClosing] = useState<string | null>(null);
  const columns = revenueColumns(isOver, setClosing);
  return (
    <Page title={text.title} subtitle={text.subtitle} tabs={moneyTabs}>
      <QueryView
        query={revenue}
        errorTitle={text.loadFailed}
        skeleton={<DataTableSkeleton columns={columns} />}
        isEmpty={({ months }) => months.every(({ totals }) => totals.length === 0)}
        empty={<EmptyState icon={<MoneyIcon />} title={text.emptyTitle} body={text.emptyBody} />}
      >
        {({ months }) => (
          <>
            <Section>
              <RevenueChart months={sinceFirst(months)} />
            </Section>
            <DataTable
              caption={text.caption}
              columns={columns}
              rows={sinceFirst(months)}
              rowKey={({ month }) => month}
            />
          </>
        )}
      </QueryView>
      {closing && (
        <ConfirmDialog
          open
          title={text.closeTitle(formatMonth(closing))}
          body={text.closeBody}
          confirmLabel={text.close}
          onConfirm={async () => {
            await close.mutateAsync(closing);
            toast(text.closing(formatMonth(closing)), { tone: 'ok' });
          }}
          onClose={() => setClosing(null)}
        />
      )}
    </Page>
  );
}
