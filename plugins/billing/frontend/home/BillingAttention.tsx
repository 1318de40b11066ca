import { AttentionItem, formatDate } from '@netcrab/ui';

import { useOwnSubscriptions } from '../api';
import { orderPath, subscriptionsPath, useBuyer } from '../buying';
import { useRecentOrders } from '../checkoutApi';
import { tierNames } from '../messages';
import { packsText } from '../parts/subscriptionColumns';
import { attentionMessages as text } from '../purchaseMessages';
import { ordersToMention } from './ordersToMention';

/** Payments that wait for somebody. Hidden while it loads, so that nobody says nothing waits; silent when it fails. */
export default function BillingAttention() {
  return useBuyer() === 'allowed' ? <WaitingPayments /> : null;
}

function WaitingPayments() {
  const subscriptions = useOwnSubscriptions();
  const recent = useRecentOrders();
  if (subscriptions.isLoading || recent.isLoading) return <span hidden />;
  const own = subscriptions.data?.subscriptions ?? [];
  const overdue = own.filter(one => one.state === 'past_due');
  const upgrades = own.flatMap(({ id, purchase }) => (purchase?.pending ? { id, ...purchase.pending } : []));
  const orders = ordersToMention(recent.data?.orders ?? [], Date.now());
  return (
    <>
      {overdue.map(one => {
        const until = one.purchase?.graceEndsAt;
        return (
          <AttentionItem
            key={one.id}
            tone="bad"
            title={text.overdue(packsText(one))}
            body={until ? text.overdueUntil(formatDate(until)) : text.overdueBody}
            action={{ label: text.overdueAction, to: subscriptionsPath }}
          />
        );
      })}
      {upgrades.map(({ id, tier, expiresAt }) => (
        <AttentionItem
          key={id}
          tone="warn"
          title={text.waits(tierNames[tier])}
          body={text.waitsUntil(formatDate(expiresAt))}
          action={{ label: text.waitsAction, to: subscriptionsPath }}
        />
      ))}
      {orders.map(({ id, title, state, message }) => (
        <AttentionItem
          key={id}
          tone={state === 'failed' ? 'warn' : 'info'}
          title={state === 'failed' ? text.failed(title) : text.pending(title)}
          body={message ?? (state === 'failed' ? text.failedBody : text.pendingBody)}
          action={{ label: text.order, to: orderPath(id) }}
        />
      ))}
    </>
  );
}
