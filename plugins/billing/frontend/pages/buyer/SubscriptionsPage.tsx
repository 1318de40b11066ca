import SubscriptionIcon from '@mui/icons-material/CardMembershipOutlined';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import { DataTable, EmptyState, Page, QueryView, Section } from '@netcrab/ui';
import type { SubscriptionView } from '../../../contract';
import { useOwnSubscriptions } from '../../api';
import { useBuyer } from '../../buying';
import { messages } from '../../messages';
import { SandboxNotice } from '../../parts/SandboxNotice';
import { baseColumns } from '../../parts/subscriptionColumns';
import { Invoices } from '../../parts/subscriptions/Invoices';
import { SubscriptionCard } from '../../parts/subscriptions/SubscriptionCard';
import { TierCards } from '../../parts/TierCards';

const text = messages.own;
const columns = baseColumns.map(column => (column.id === 'packs' ? { ...column, primary: true } : column));

export default function SubscriptionsPage() {
  const subscriptions = useOwnSubscriptions();
  const buys = useBuyer() === 'allowed';
  return (
    <Page title={text.title} subtitle={text.subtitle}>
      <SandboxNotice />
      <QueryView
        query={subscriptions}
        errorTitle={text.loadFailed}
        skeleton={<Skeleton variant="rounded" height={190} />}
      >
        {data => <Listed subscriptions={data.subscriptions} />}
      </QueryView>
      {buys && <Invoices />}
      <TierCards />
    </Page>
  );
}

function Listed({ subscriptions }: { subscriptions: readonly SubscriptionView[] }) {
  const ended = subscriptions.filter(one => one.state === 'ended');
  const current = subscriptions.filter(one => one.state !== 'ended');
  return (
    <>
      <Section title={text.current}>
        {current.length === 0 ? (
          <NoSubscription />
        ) : (
          <Stack sx={{ gap: 2 }}>
            {current.map(one => (
              <SubscriptionCard key={one.id} subscription={one} />
            ))}
          </Stack>
        )}
      </Section>
      {ended.length > 0 && (
        <Section title={text.endedTitle}>
          <DataTable caption={text.endedCaption} columns={columns} rows={ended} rowKey={one => one.id} />
        </Section>
      )}
    </>
  );
}

function NoSubscription() {
  return (
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
  );
}
