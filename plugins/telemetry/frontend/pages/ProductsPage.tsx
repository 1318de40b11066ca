import AddIcon from '@mui/icons-material/Add';
import ProductsIcon from '@mui/icons-material/AppsOutlined';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { usePortal } from '@netcrab/plugin-api/frontend';
import {
  CodeBlock,
  Count,
  DataTable,
  DataTableSkeleton,
  EmptyState,
  Page,
  QueryView,
  Section,
  StatusChip,
  When,
  type Column,
} from '@netcrab/ui';
import { useState } from 'react';
import { verticalName, type ProductSummary } from '../../contract';
import { useProducts, type ProductForm } from '../api';
import { messages } from '../messages';
import { ProductDialog } from '../parts/ProductDialog';
import { curlSnippet, freshEventId } from '../parts/snippet';

const text = messages.products;
const blank: ProductForm = { productId: '', name: '', vertical: 'CUSTOM' };

const columns = (onEdit: (product: ProductSummary) => void): Column<ProductSummary>[] => [
  {
    id: 'name',
    header: 'Product',
    primary: true,
    cell: product => (
      <Link href={`/settings/products/${encodeURIComponent(product.productId)}`}>{product.name}</Link>
    ),
  },
  { id: 'productId', header: 'Id', cell: product => <code>{product.productId}</code> },
  {
    id: 'vertical',
    header: 'Vertical',
    cell: product =>
      product.registered ? (
        verticalName(product.vertical)
      ) : (
        <StatusChip tone="warn" label={text.unregistered} />
      ),
  },
  {
    id: 'state',
    header: 'State',
    cell: ({ lastEventAt }) => (
      <StatusChip
        tone={lastEventAt === null ? 'muted' : 'ok'}
        label={lastEventAt === null ? text.waiting : text.receiving}
      />
    ),
  },
  {
    id: 'accepted',
    header: 'Events, 30 days',
    align: 'right',
    cell: product => <Count value={product.accepted} />,
  },
  { id: 'rejected', header: 'Refused', align: 'right', cell: product => <Count value={product.rejected} /> },
  { id: 'last', header: 'Last event', cell: product => <When at={product.lastEventAt} /> },
  {
    id: 'actions',
    header: 'Actions',
    hideHeader: true,
    align: 'right',
    cell: product => (
      <Button
        size="small"
        onClick={() => onEdit(product)}
        aria-label={product.registered ? text.edit(product.name) : text.register(product.productId)}
      >
        {product.registered ? 'Edit' : 'Register'}
      </Button>
    ),
  },
];

/** How to send an event by hand; shown until the first one has arrived. */
function FirstEvent({ productId }: { productId: string }) {
  const { baseUrl } = usePortal().boot;
  const [eventId] = useState(() => freshEventId());
  return (
    <Stack sx={{ gap: 2, textAlign: 'left' }}>
      <Typography variant="body2">{messages.empty.body}</Typography>
      <CodeBlock
        title={messages.empty.snippet}
        language="bash"
        code={curlSnippet(baseUrl, '$NETCRAB_INGEST_KEY', productId, eventId)}
      />
      <Link href="/settings/ingest-keys">{messages.empty.keys}</Link>
    </Stack>
  );
}

export default function ProductsPage() {
  const products = useProducts();
  const [open, setOpen] = useState<{ product: ProductForm; isNew: boolean } | null>(null);
  const add = (
    <Button
      variant="contained"
      startIcon={<AddIcon />}
      onClick={() => setOpen({ product: blank, isNew: true })}
    >
      {text.add}
    </Button>
  );
  const shown = columns(product => setOpen({ product, isNew: !product.registered }));
  return (
    <Page title={text.title} subtitle={text.subtitle} actions={add}>
      <QueryView
        query={products}
        errorTitle={text.loadFailed}
        skeleton={<DataTableSkeleton columns={shown} />}
        isEmpty={data => data.products.length === 0}
        empty={
          <EmptyState
            icon={<ProductsIcon />}
            title={messages.empty.title}
            body={<FirstEvent productId="my-app" />}
            action={add}
          />
        }
      >
        {({ products: rows }) => (
          <>
            <DataTable
              caption={text.caption}
              columns={shown}
              rows={rows}
              rowKey={product => product.productId}
            />
            {rows.some(product => !product.registered) && (
              <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
                {text.unregisteredHint}
              </Typography>
            )}
            {rows.every(product => product.lastEventAt === null) && (
              <Section title={messages.empty.title}>
                <FirstEvent productId={rows[0]?.productId ?? 'my-app'} />
              </Section>
            )}
          </>
        )}
      </QueryView>
      {open && <ProductDialog {...open} onClose={() => setOpen(null)} />}
    </Page>
  );
}
