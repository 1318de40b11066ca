import PaymentIcon from '@mui/icons-material/ReceiptLongOutlined';
import { DataTable, DataTableSkeleton, EmptyState, QueryView, Section, useUrlState } from '@netcrab/ui';
import { useState } from 'react';
import { z } from 'zod';
import type { PaymentView } from '../../../contract';
import { useDisputes, usePayments } from '../../moneyApi';
import { MoneyPage } from '../../parts/money/MoneyPage';
import { moneyMessages } from '../../moneyMessages';
import { disputeColumns, paymentColumns } from '../../parts/money/paymentColumns';
import { RefundDialog } from '../../parts/money/RefundDialog';

const text = moneyMessages.payments;
const pageNumber = z.coerce.number().int().min(1).catch(1).default(1);
const urlState = z.object({ page: pageNumber, disputes: pageNumber });

export default function PaymentsPage() {
  const [{ page, disputes: disputesPage }, setUrl] = useUrlState(urlState);
  const payments = usePayments(page);
  const disputes = useDisputes(disputesPage);
  const [refunded, setRefunded] = useState<PaymentView | null>(null);
  const columns = paymentColumns(setRefunded);
  return (
    <MoneyPage text={text}>
      <QueryView
        query={payments}
        errorTitle={text.loadFailed}
        skeleton={<DataTableSkeleton columns={columns} />}
        isEmpty={data => data.total === 0}
        empty={<EmptyState icon={<PaymentIcon />} title={text.emptyTitle} body={text.emptyBody} />}
      >
        {({ payments: rows, total, pageSize }) => (
          <DataTable
            caption={text.caption}
            columns={columns}
            rows={rows}
            rowKey={payment => payment.id}
            page={{ page, pageSize, total, onPage: next => setUrl({ page: next }), label: text.caption }}
          />
        )}
      </QueryView>
      <Section title={text.disputesTitle}>
        <QueryView query={disputes} errorTitle={text.disputesFailed}>
          {({ disputes: rows, total, pageSize }) => (
            <DataTable
              caption={text.disputesCaption}
              columns={disputeColumns}
              rows={rows}
              rowKey={dispute => dispute.id}
              empty={text.disputesEmpty}
              page={{
                page: disputesPage,
                pageSize,
                total,
                onPage: next => setUrl({ page, disputes: next }),
                label: text.disputesCaption,
              }}
            />
          )}
        </QueryView>
      </Section>
      {refunded && <RefundDialog payment={refunded} onClose={() => setRefunded(null)} />}
    </MoneyPage>
  );
}
