import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import { EmptyState, Page, QueryView } from '@netcrab/ui';
import { useParams } from 'react-router';
import { useOwnSubscriptions } from '../../api';
import { subscriptionsPath } from '../../buying';
import { messages } from '../../messages';
import { ChangePlan } from '../../parts/subscriptions/ChangePlan';
import { SandboxNotice } from '../../parts/SandboxNotice';
import { planMessages } from '../../subscriptionMessages';

const text = planMessages.change;
const crumbs = [{ label: messages.own.title, to: subscriptionsPath }];

export default function ChangePlanPage() {
  const { subscriptionId = '' } = useParams();
  const subscriptions = useOwnSubscriptions();
  return (
    <Page title={text.title} subtitle={text.subtitle} crumbs={crumbs}>
      <SandboxNotice />
      <QueryView
        query={subscriptions}
        errorTitle={messages.own.loadFailed}
        skeleton={<Skeleton variant="rounded" height={240} />}
      >
        {data => {
          const found = data.subscriptions.find(one => one.id === subscriptionId);
          return found?.purchase && found.state !== 'ended' && found.tier !== 'enterprise' ? (
            <ChangePlan id={found.id} tier={found.tier} packs={found.packs ?? []} />
          ) : (
            <NothingToChange />
          );
        }}
      </QueryView>
    </Page>
  );
}

function NothingToChange() {
  return (
    <EmptyState
      title={text.notFoundTitle}
      body={text.notFoundBody}
      action={
        <Button variant="outlined" href={subscriptionsPath}>
          {text.back}
        </Button>
      }
    />
  );
}
