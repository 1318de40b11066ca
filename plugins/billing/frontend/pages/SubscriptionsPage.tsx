import SubscriptionIcon from '@mui/icons-material/CardMembershipOutlined';
import Button from '@mui/material/Button';
import { DataTable, DataTableSkeleton, EmptyState, Page, QueryView, Section } from '@netcrab/ui';
import { useOwnSubscriptions } from '../api';
import { messages } from '../messages';
import { baseColumns } from '../parts/subscriptionColumns';
import { TierCards } from '../parts/TierCards';

const text = messages.own;
const columns = baseColumns.map(column => (column.id === 'packs' ? { ...column, primary: true } : column));

export default function SubscriptionsPage() {
  const subscriptions = useOwnSubscriptions();
  return (
    <Page title={text.title} subtitle={text.subtitle}>
      <Section title={text.current}>
        <QueryView
          query={subscriptions}
          errorTitle={text.loadFailed}
          skeleton={<DataTableSkeleton columns={columns} />}
          isEmpty={data => data.subscriptions.length === 0}
          empty={
            <EmptyState
              icon={<SubscriptionIcon />}
              title={text.emptyTitle}
              body={text.emptyBody}
              action={
                <Button variant="contained" href="/marketplace">
                  {text.browse}
                </Button>
              }
            />
          }
        >
          {data => (
            <DataTable
              caption={text.caption}
              columns={columns}
              rows={data.subscriptions}
              rowKey={one => one.id}
            />
          )}
        </QueryView>
      </Section>
      <TierCards />
    </Page>
  );
}
