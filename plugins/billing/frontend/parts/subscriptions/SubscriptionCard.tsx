import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { Amount, ErrorPanel, Section, StatusChip, useToast, When } from '@netcrab/ui';
import { useState } from 'react';
import type { PurchaseView, SubscriptionView } from '../../../contract';
import { changePath, useBuyer, useTaxed } from '../../buying';
import { stateNames, tierNames } from '../../messages';
import { useResumeSubscription } from '../../purchasedApi';
import { taxMessages } from '../../purchaseMessages';
import { planMessages } from '../../subscriptionMessages';
import { Fact, Facts } from '../Facts';
import { packsText } from '../subscriptionColumns';
import { CancelPlanDialog } from './CancelPlanDialog';
import { Overdue } from './Overdue';
import { UpgradeWaits } from './UpgradeWaits';

const text = planMessages.card;

/** One subscription that counts or is to come: what it covers, costs and becomes, and what can be done with it. */
export function SubscriptionCard({ subscription }: { subscription: SubscriptionView }) {
  const { tier, state, purchase } = subscription;
  const mayManage = useBuyer() === 'allowed';
  return (
    <Section variant="card" title={tierNames[tier]} actions={<StatusChip {...stateNames[state]} />}>
      <Stack sx={{ gap: 2.5 }}>
        {purchase?.pending && <UpgradeWaits upgrade={purchase.pending} />}
        {state === 'past_due' && <Overdue until={purchase?.graceEndsAt ?? null} />}
        <Facts>
          <Fact name={text.packs}>{packsText(subscription)}</Fact>
          {purchase ? <Terms purchase={purchase} /> : <Granted subscription={subscription} />}
        </Facts>
        {purchase && mayManage && <Actions subscription={subscription} purchase={purchase} />}
      </Stack>
    </Section>
  );
}

function Granted({ subscription: { startsAt, endsAt } }: { subscription: SubscriptionView }) {
  return (
    <Fact name={text.byContract}>
      {text.since} <When at={startsAt} mode="date" />
      {endsAt !== null && (
        <>
          , {text.until} <When at={endsAt} mode="date" />
        </>
      )}
    </Fact>
  );
}

function Terms({ purchase: { price, periodEndsAt, cancelAtPeriodEnd, next } }: { purchase: PurchaseView }) {
  const perMonth = text.perMonth + (useTaxed() ? taxMessages.before : '');
  return (
    <>
      <Fact name={text.price}>
        <Amount {...price} /> {perMonth}
      </Fact>
      <Fact name={cancelAtPeriodEnd ? text.ends : text.nextInvoice}>
        <When at={periodEndsAt} mode="date" />
        {cancelAtPeriodEnd && `, ${text.endsBody}`}
      </Fact>
      {next && !cancelAtPeriodEnd && (
        <Fact name={text.nextFrom}>
          <When at={next.at} mode="date" />: {text.next(tierNames[next.tier], packsText(next))},{' '}
          <Amount {...next.price} /> {perMonth}
        </Fact>
      )}
    </>
  );
}

function Actions({ subscription, purchase }: { subscription: SubscriptionView; purchase: PurchaseView }) {
  const resume = useResumeSubscription();
  const toast = useToast();
  const [canceling, setCanceling] = useState(false);
  if (purchase.cancelAtPeriodEnd) {
    const keep = () =>
      resume.mutate(subscription.id, { onSuccess: () => toast(text.resumed, { tone: 'ok' }) });
    return (
      <Stack sx={{ gap: 1.5, alignItems: 'flex-start' }}>
        <Button variant="outlined" loading={resume.isPending} onClick={keep}>
          {text.resume}
        </Button>
        {resume.error && <ErrorPanel error={resume.error} title={text.resumeFailed} />}
      </Stack>
    );
  }
  const named = tierNames[subscription.tier];
  return (
    <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
      {subscription.state !== 'past_due' && !purchase.pending && (
        <Button variant="outlined" href={changePath(subscription.id)} aria-label={`${text.change}: ${named}`}>
          {text.change}
        </Button>
      )}
      <Button color="error" onClick={() => setCanceling(true)} aria-label={text.cancelOf(named)}>
        {text.cancel}
      </Button>
      {canceling && (
        <CancelPlanDialog
          subscription={subscription}
          periodEndsAt={purchase.periodEndsAt}
          onClose={() => setCanceling(false)}
        />
      )}
    </Stack>
  );
}
