import ReceiptIcon from '@mui/icons-material/ReceiptLongOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import {
  Amount,
  DataTable,
  DataTableSkeleton,
  EmptyState,
  QueryView,
  Section,
  StatusChip,
  When,
  type Column,
} from '@netcrab/ui';
import type { InvoiceView } from '../../../contract';
import { useInvoices } from '../../purchasedApi';
import { invoiceStatus, planMessages } from '../../subscriptionMessages';
import { PortalButton } from '../PortalButton';

const text = planMessages.invoices;

const columns: Column<InvoiceView>[] = [
  {
    id: 'number',
    header: text.columns.number,
    primary: true,
    skeletonWidth: 110,
    cell: one => one.number ?? text.draft,
  },
  {
    id: 'date',
    header: text.columns.date,
    skeletonWidth: 90,
    cell: one => <When at={one.createdAt} mode="date" />,
  },
  {
    id: 'status',
    header: text.columns.status,
    skeletonWidth: 70,
    cell: one => <StatusChip {...invoiceStatus(one.status)} />,
  },
  {
    id: 'total',
    header: text.columns.total,
    align: 'right',
    skeletonWidth: 80,
    cell: one => <Amount {...one.total} />,
  },
  {
    id: 'documents',
    header: text.columns.documents,
    skeletonWidth: 130,
    cell: one => <Documents of={one} />,
  },
];

function Documents({ of: { number, pageUrl, pdfUrl, receiptUrl } }: { of: InvoiceView }) {
  const documents = [
    { label: text.page, url: pageUrl },
    { label: text.pdf, url: pdfUrl },
    { label: text.receipt, url: receiptUrl },
  ];
  return (
    <Stack direction="row" sx={{ columnGap: 2, flexWrap: 'wrap' }}>
      {documents.map(
        ({ label, url }) =>
          url !== null && (
            <Link
              key={label}
              href={url}
              target="_blank"
              rel="noopener"
              aria-label={text.of(label, number ?? text.draft)}
              sx={{ display: 'inline-block', minWidth: 24, paddingBlock: '3px' }}
            >
              {label}
            </Link>
          ),
      )}
    </Stack>
  );
}

/** What was invoiced and paid, with Stripe's documents. */
export function Invoices() {
  const invoices = useInvoices();
  return (
    <Section
      title={text.title}
      description={text.description}
      actions={
        <>
          <Button variant="text" href="/settings/billing">
            {text.profile}
          </Button>
          <PortalButton variant="outlined" />
        </>
      }
    >
      <QueryView
        query={invoices}
        errorTitle={text.loadFailed}
        skeleton={<DataTableSkeleton columns={columns} rows={3} />}
        isEmpty={({ pages }) => pages[0]?.invoices.length === 0}
        empty={<EmptyState icon={<ReceiptIcon />} title={text.emptyTitle} body={text.emptyBody} />}
      >
        {({ pages }) => (
          <>
            <DataTable
              caption={text.caption}
              columns={columns}
              rows={pages.flatMap(page => page.invoices)}
              rowKey={one => one.id}
            />
            {invoices.hasNextPage && (
              <Box sx={{ mt: 1.5 }}>
                <Button
                  variant="outlined"
                  loading={invoices.isFetchingNextPage}
                  onClick={() => void invoices.fetchNextPage()}
                >
                  {text.more}
                </Button>
              </Box>
            )}
          </>
        )}
      </QueryView>
    </Section>
  );
}
